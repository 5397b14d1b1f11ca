"""Writes the table of HTML's named characters that the tokenizer's clean-up uses.

Run:  python tools/make_html_entities.py models/src/main/resources/org/softcpt/models/text/html-entities.tsv
Made with Python 3.11 (standard library only): html.entities.html5, the WHATWG's list.
One line each: the name as it follows '&' (some without ';'), a tab, code points in hexadecimal.
"""

import sys
from html.entities import html5

with open(sys.argv[1], "w", encoding="ascii", newline="\n") as out:
    for name in sorted(html5):
        out.write(name + "\t" + " ".join(f"{ord(c):x}" for c in html5[name]) + "\n")
