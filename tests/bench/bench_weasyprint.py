"""The same content as HTML, set by WeasyPrint: a peer for bench_pages.c.

Usage: bench_weasyprint.py CONTENT COUNT. The same JSON line; processor time of each document after
two that don't count.
"""
import html
import json
import resource
import sys

import weasyprint

STYLE = """@page { size: A4; margin: 51pt } body { font: 13pt/17pt Andika; margin: 0 }
h1 { font-size: 22pt; line-height: 26pt } h2 { font-size: 16pt; line-height: 20pt; margin: 10pt 0 4pt }
p { margin: 4pt 0; max-width: 400pt } ul { margin: 0; padding-left: 14pt }
table { border-collapse: collapse; width: 100%; font-size: 12pt } th { text-align: left }
td, th { border-bottom: .75pt solid; padding: 3pt 4pt; height: 16pt }
.main { border: 1.5pt solid; padding: 8pt 12pt; font-size: 16pt } .stop { border: 3pt solid; padding: 9pt 12pt }"""


def figure():
    curves = "".join(f"M{10 + i * 3} 60C{11 + i * 3} {20 + i} {12 + i * 3} {20 + i} {13 + i * 3} 60"
                     for i in range(60))
    return (f'<svg width="200pt" height="120pt" viewBox="0 0 200 120"><path d="{curves}" fill="none"'
            ' stroke="black" stroke-width=".75"/></svg>')


def qr():
    cells = "".join(f"M{x} {y}h1v1h-1z" for y in range(29) for x in range(29) if (x * 7 + y * 3) % 2)
    return f'<svg width="71pt" height="71pt" viewBox="-4 -4 37 37"><path d="{cells}"/></svg>'


def page(lines):
    out, kind, boxed = [], "", False

    def switch(wanted):
        nonlocal kind
        if kind and kind != wanted:
            out.append(f"</{kind}>")
        if wanted and kind != wanted:
            out.append(f"<{wanted}>")
        kind = wanted

    for line in lines:
        words = html.escape(line)
        if line.startswith("|"):
            cell = "td" if kind == "table" else "th"
            switch("table")
            out.append("<tr>" + "".join(f"<{cell}>{c}</{cell}>" for c in words[1:].split("|")) + "</tr>")
        elif line.startswith("- ") or line.startswith("[] "):
            switch("ul")
            out.append(f"<li>{words.split(' ', 1)[1]}</li>")
        else:
            switch("")
            if boxed:
                out.append("</div>")
                boxed = False
            if line.startswith("# "):
                out.append(f"<h1>{words[2:]}</h1>")
            elif line.startswith("## "):
                out.append(f"<h2>{words[3:]}</h2>")
            elif line.startswith("= "):
                out.append(f'<p class="main">{words[2:]}</p>')
            elif line.startswith("! "):
                out.append(f'<div class="stop"><h2>{words[2:]}</h2>')
                boxed = True
            elif line == "!figure":
                out.append(figure())
            elif line.startswith("!qr "):
                out.append(qr())
            else:
                out.append(f"<p>{words}</p>")
    switch("")
    return f"<html lang=en><title>Your heel lift</title><style>{STYLE}</style><body>{''.join(out)}"


def cpu_ms():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1e3


source = page([line for line in open(sys.argv[1], encoding="utf-8").read().splitlines() if line])
count = int(sys.argv[2])
for turn in range(2 + count if count > 1 else count):
    if turn == (2 if count > 1 else 0):
        started = cpu_ms()
    document = weasyprint.HTML(string=source).render()
    data = document.write_pdf()
print(json.dumps({"count": count, "pages": len(document.pages), "bytes": len(data),
                  "cpu_ms_each": round((cpu_ms() - started) / count, 2),
                  "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}))
