#!/usr/bin/env python3
"""Finished HTML files in a headless Chromium: axe-core's rules, reflow, print.

    browser.py [--pages N] FILE.html...
                                needs chromium and axe-core (FOOTNOTE_AXE names axe.min.js; else
                                build/npm has it, where ./run test --all puts it)

Each file is copied with its content policy taken out and axe put in; what axe and the measurements
find is written into the page by a script, and read from the page that Chromium prints. Widths
smaller than a window may have are those of a frame.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1200, 375, 320)
MOST_PAGES = 4  # when printed; --pages says otherwise
RESULT = "footnote-result"
# WCAG 1.4.12: what a reader may set, without loss.
SPACING = ("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
           "p{margin-bottom:2em!important}")

AXE = """
axe.run(document, {runOnly: {type: "tag", values: %s}, resultTypes: ["violations"]}).then(result => {
  const found = result.violations.map(rule => rule.id + ": " + rule.help + ": " +
    rule.nodes.map(node => node.target.join(" ")).slice(0, 4).join(", "));
  write({axe: found, rules: result.passes.length});
}, error => write({axe: ["axe failed: " + error], rules: 0}));
"""

# Everything that hangs over the edge of a frame of each width, with and without wider spacing.
FRAMES = """
const text = document.getElementById("page").textContent;
const found = [];
const widths = %s, spacing = %s;
let left = 0;
function look(width, spaced) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;height:900px;width:" + width + "px";
  left++;
  frame.onload = () => {
    const inside = frame.contentDocument, root = inside.documentElement;
    if (spaced) {
      const style = inside.createElement("style");
      style.textContent = spacing;
      inside.head.append(style);
    }
    if (root.clientWidth !== width) found.push("the frame is " + root.clientWidth + " wide");
    if (root.scrollWidth > width)
      found.push(width + " px" + (spaced ? ", wide spacing" : "") + ": scrolls sideways to " +
                 root.scrollWidth);
    for (const part of inside.body.querySelectorAll("*")) {
      const box = part.getBoundingClientRect();
      if (box.right > width + 1 && !part.closest(".hidden, svg, .wide, thead"))
        found.push(width + " px: <" + part.tagName + " " + part.className + "> ends at " + box.right);
    }
    if (width === 1200)
      for (const link of inside.querySelectorAll("sup a, input")) {
        const box = link.getBoundingClientRect();
        if (box.width < 24 || box.height < 24)
          found.push("a target of " + box.width + " x " + box.height + ": " + link.outerHTML);
      }
    if (--left === 0) write({frames: found});
  };
  frame.srcdoc = text;
  document.body.append(frame);
}
for (const width of widths) { look(width, false); look(width, true); }
"""

WRITE = """
function write(result) {
  const out = document.createElement("script");
  out.type = "application/json";
  out.id = "%s";
  out.textContent = JSON.stringify(result).replace(/</g, "\\\\u003c");
  document.body.append(out);
}
""" % RESULT


def axe_path():
    here = os.path.dirname(os.path.abspath(__file__))
    built = os.path.join(here, "../../build/npm/node_modules/axe-core/axe.min.js")
    path = os.environ.get("FOOTNOTE_AXE", built)
    if not os.path.exists(path):
        sys.exit("no axe-core at %s: npm install --prefix build/npm axe-core" % path)
    return path


def chromium(scratch, *arguments):
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               "--user-data-dir=" + os.path.join(scratch, "profile"), *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout


def result_of(scratch, page):
    """What the page's script wrote."""
    path = os.path.join(scratch, "page.html")
    with open(path, "w", encoding="utf-8") as file:
        file.write(page)
    dumped = chromium(scratch, "--virtual-time-budget=20000", "--dump-dom", "file://" + path)
    found = re.search(r'<script type="application/json" id="%s">(.*?)</script>' % RESULT,
                      dumped.decode("utf-8"), re.S)
    return json.loads(found.group(1)) if found else None


def run_axe(scratch, text, axe):
    open_text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    script = "<script>%s</script><script>%s%s</script></body>" % (
        axe.replace("</script", "<\\/script"), WRITE, AXE % json.dumps(TAGS))
    result = result_of(scratch, open_text.replace("</body>", script))
    if not result or not result["rules"]:
        return ["axe gave no result"]
    return result["axe"]


def run_frames(scratch, text):
    page = ("<!DOCTYPE html><meta charset=utf-8><body style='margin:0'><textarea id=page hidden>%s"
            "</textarea><script>%s%s</script>" % (
                text.replace("&", "&amp;").replace("<", "&lt;"), WRITE,
                FRAMES % (json.dumps(WIDTHS), json.dumps(SPACING))))
    result = result_of(scratch, page)
    return result["frames"] if result else ["no frames were measured"]


def run_print(scratch, path, most_pages):
    pdf = os.path.join(scratch, "page.pdf")
    chromium(scratch, "--no-pdf-header-footer", "--print-to-pdf=" + pdf, "file://" + path)
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    pages = int(re.search(r"^Pages: *(\d+)", info, re.M).group(1))
    return ["%d printed pages, at most %d" % (pages, most_pages)] if pages > most_pages else []


def main(paths):
    most_pages = MOST_PAGES
    if paths[:1] == ["--pages"]:
        most_pages = int(paths[1])
        paths = paths[2:]
    with open(axe_path(), encoding="utf-8") as file:
        axe = file.read()
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        broken = "<html lang=en><title>x</title><main><h1>x</h1><img src='data:,'></main></body></html>"
        if not any("image-alt" in fault for fault in run_axe(scratch, broken, axe)):
            sys.exit("axe did not find a picture without words: nothing can be trusted")
        wide = "<html><head></head><body><div style='width:700px'>x</div></body></html>"
        if not run_frames(scratch, wide):
            sys.exit("a part that is too wide was not found: nothing can be trusted")
        for path in paths:
            path = os.path.abspath(path)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            faults = run_axe(scratch, text, axe) + run_frames(scratch, text) + \
                run_print(scratch, path, most_pages)
            failed += bool(faults)
            for fault in faults:
                print("%s: %s" % (os.path.basename(path), fault))
    print("%d files in a browser, %d with faults" % (len(paths), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
