"""The second reader: a language model behind an HTTP interface; a server on this machine stands in for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from cliffhanger import claims, gather, open_store
from cliffhanger.errors import CliffhangerError, DownloadError
from cliffhanger.sources.press_reader import ADDRESS, KEY, MODEL, Reader, checked, read_by, reader_of

TEXT = "Netflix has cancelled “The Residence” after one season. The White House is dark from now on, insiders sigh."
SAID = {
    "kind": "plan", "word": "seasons", "series": "The Residence", "value": 4, "unit": "seasons", "detail": None,
    "season": None, "platform": None, "happened_from": None, "happened_to": None, "cited": None, "standing": "stated",
    "confidence": 0.8, "sentence": "The White House is dark from now on, insiders sigh.",
}  # fmt: skip


class Model:
    """A server that answers what it is told to; keeps what it was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.asked = 200, b"", []
        owner = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                owner.asked.append((self.path, self.headers["Authorization"], json.loads(self.rfile.read(size))))
                self.send_response(owner.status)
                self.send_header("Content-Length", str(len(owner.body)))
                self.end_headers()
                self.wfile.write(owner.body)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server.server_port}/v1"

    def says(self, *found: object) -> None:
        """Answer with these claims."""
        self.body = answer(*found).encode()


def answer(*found: object) -> str:
    """An answer of the interface with these claims."""
    return json.dumps({"choices": [{"message": {"content": json.dumps({"claims": found})}}]})


@pytest.fixture
def model() -> Iterator[Model]:
    """The server, running."""
    one = Model()
    thread = threading.Thread(target=one.server.serve_forever, daemon=True)
    thread.start()
    yield one
    one.server.shutdown()
    thread.join()
    one.server.server_close()


def article(folder: Path) -> Path:
    """One text of the press."""
    path = folder / "residence.txt"
    path.write_text(f"date 2025-07-03 News\n\n{TEXT}\n")
    return path


def test_without_an_address_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Address and model must be named; plain http is for this machine alone."""
    for name in (ADDRESS, MODEL, KEY):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(CliffhangerError, match=f"lacks {ADDRESS} and {MODEL}"):
        reader_of()
    with pytest.raises(CliffhangerError, match="neither https nor on this machine"):
        reader_of("http://models.example/v1", "small")
    assert reader_of("http://localhost:1/v1/", "small").address == "http://localhost:1/v1"


def test_an_address_inside_a_firm_is_refused() -> None:
    """A machine on a private network may not be named, but this one may."""
    with pytest.raises(DownloadError, match="private network"):
        list(read_by(Reader("https://10.0.0.8/v1", "small"), []))


def test_a_refusal_leaves_the_store_as_it_was(model: Model, tmp_path: Path) -> None:
    """A wrong key: an error that names the variable and not the key, and no text is stored, so that none is lost."""
    model.status = 401
    with open_store(":memory:") as store:
        with pytest.raises(DownloadError, match=KEY) as problem:
            gather(store, press=[article(tmp_path)], reader=Reader(model.address, "small", "sk-secret"))
        assert store.query("SELECT count(*) AS n FROM document")["n"][0].as_py() == 0
    assert "sk-secret" not in str(problem.value) + repr(Reader(model.address, "small", "sk-secret"))


@pytest.mark.parametrize("body", ["", "no JSON", "[]", '{"choices": []}', answer().replace("claims", "other")])
def test_an_answer_that_is_none_is_counted(body: str) -> None:
    """Whatever is no list of claims is unreadable, and claims nothing."""
    found = checked(body, TEXT)
    assert (found.claims, found.unread) == ([], True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sentence": "The White House is dark."}, {"sentence": ""}, {"sentence": str(SAID["sentence"]).upper()},
        {"series": "Another Show"}, {"kind": "gossip"}, {"word": "episodes"}, {"standing": "certain"},
        {"value": "four"},
        {"value": float("inf")}, {"value": True}, {"season": 0}, {"season": 1.5}, {"happened_from": "last week"},
        {"happened_from": "2025-07-03", "happened_to": "2025-07-01"}, {"confidence": -1}, {"detail": 7},
        {"kind": "decision", "word": "renewed", "value": 99}, {"kind": "decision", "word": "renewed", "value": 2.5},
    ],
)  # fmt: skip
def test_what_breaks_the_contract_is_dropped(wrong: dict[str, object]) -> None:
    """A sentence or series that the text has not, a kind, word, number or day that the contract has not."""
    found = checked(answer(SAID | wrong, "no object", SAID), TEXT)
    assert (len(found.claims), found.dropped) == (1, 2)


def test_a_claim_has_the_place_of_its_sentence() -> None:
    """Offsets are found in the text, and the season decided upon follows from the number."""
    decision = SAID | {"kind": "decision", "word": "renewed", "value": 2, "season": 7, "confidence": 1}
    (claim,) = checked(answer(decision), TEXT).claims
    assert TEXT[claim.start : claim.end] == claim.sentence
    assert (claim.season, claim.confidence) == (1, 0.85)


def test_its_claims_stand_beside_those_of_the_grammar(model: Model, tmp_path: Path) -> None:
    """What the grammar has already is not kept twice; what it has not is kept with the reader's name."""
    known = SAID | {"kind": "decision", "word": "cancelled", "value": 1, "sentence": TEXT.split(" The", maxsplit=1)[0]}
    known["sentence"] = TEXT[: TEXT.index("season.") + 7]
    model.says(SAID, known, SAID | {"sentence": "Nobody wrote this."})
    with open_store(":memory:") as store:
        done = gather(
            store, ["casebook"], press=[article(tmp_path)], reader=Reader(model.address, "small", "sk-secret")
        )
        rows = claims(store, "The Residence").to_pylist()
    assert [(r["kind"], r["value"]) for r in rows if r["reader"] == "small"] == [("plan", 4.0)]
    assert [r["word"] for r in rows if r["kind"] == "decision"] == ["cancelled"]
    assert "reader: 2 claims, 1 dropped" in {line["reason"] for line in done.files.to_pylist()}
    path, key, asked = model.asked[0]
    assert (path, key, asked["model"]) == ("/v1/chat/completions", "Bearer sk-secret", "small")
    assert TEXT in asked["messages"][1]["content"]


def test_it_is_off_unless_asked_for(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment alone asks nobody."""
    monkeypatch.setenv(ADDRESS, model.address)
    monkeypatch.setenv(MODEL, "small")
    with open_store(":memory:") as store:
        gather(store, press=[article(tmp_path)])
    assert model.asked == []
