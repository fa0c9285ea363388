"""What a press text claims: a grammar of patterns over its sentences, one module a kind of claim.

Text goes in, claims come out, each with the sentence that says it. Nothing here reads files, stores or addresses.
"""
