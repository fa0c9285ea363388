"""Write the script by which the desk draws charts, from the libraries that vl-convert carries.

It holds Vega, Vega-Lite and Vega-Embed with the interpreter of expressions, so that pages draw without a network and
under a policy that forbids the evaluation of strings. ``python docs/vega_bundle.py --check`` tells whether the file in
the tree is the one that would be written.
"""

from __future__ import annotations

import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "cliffhanger" / "web" / "static" / "vega.js"

_HEAD = """\
/* Vega {vega}, Vega-Lite {lite}, Vega-Embed {embed} and what they rest on, as bundled by vl-convert {convert}.
   Licences: vega.LICENSE.txt beside this file. Written by docs/vega_bundle.py; not to be edited. */
"""


def bundle() -> str:
    """The script: it sets ``window.vegaEmbed`` and nothing else."""
    from importlib.metadata import version

    import vl_convert

    head = _HEAD.format(
        vega=vl_convert.get_vega_version(),
        lite=vl_convert.get_vegalite_versions()[-1],
        embed=vl_convert.get_vega_embed_version(),
        convert=version("vl-convert-python"),
    )
    return head + str(vl_convert.javascript_bundle(snippet="window.vegaEmbed = vegaEmbed;")).strip() + "\n"


def main() -> None:
    """Write the file, or compare it."""
    made = bundle()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != made:
            raise SystemExit(f"{TARGET.name} is not what vl-convert bundles now: run python docs/vega_bundle.py")
        return
    TARGET.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
