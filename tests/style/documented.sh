#!/usr/bin/env bash
# What can be called is documented, and what is documented can be called: commands and options (from
# their tables) beside README.md and src/cli/JSON.md, the Lua API (from its tables) beside
# scripts/README.md; links between these pages lead somewhere.
set -u
cd "${FOOTNOTE_SOURCE:-.}" || exit 1
program=${FOOTNOTE_BUILD:-build/release}/footnote
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$program" help --json >"$scratch/help.json" && "$program" api --json >"$scratch/api.json" || exit 1
commands=$(python3 -c 'import json, sys
for command in json.load(open(sys.argv[1]))["commands"]:
    print(command["name"])' "$scratch/help.json")
for command in $commands; do
  "$program" help "$command" --json >"$scratch/command-$command.json" || exit 1
done

python3 - "$scratch" <<'END'
import json, os, re, sys

scratch, faults = sys.argv[1], []


def load(name):
    with open(f"{scratch}/{name}", encoding="utf-8") as file:
        return json.load(file)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def check(holds, fault):
    if not holds:
        faults.append(fault)


def check_line(text, what):
    check(text and text.strip() == text and not text.endswith("."), f"{what}: '{text}' is no summary")


readme, guide = read("README.md"), read("scripts/README.md")
help_page = load("help.json")
names = [command["name"] for command in help_page["commands"]]
check(len(names) >= 10, f"only {len(names)} commands are listed")

# Commands and their options.
for command in help_page["commands"]:
    name = command["name"]
    check_line(command["summary"], f"command {name}")
    check(re.search(rf"^\|.*`{name}[ `]", readme, re.M), f"README.md: no row for the command {name}")
    options = load(f"command-{name}.json")["options"]
    letters = [option["letter"] for option in options + help_page["common_options"] if option["letter"]]
    check(len(letters) == len(set(letters)), f"command {name}: two options share a letter")
    for option in options:
        check_line(option["help"], f"option --{option['name']} of {name}")
for option in help_page["common_options"]:
    check_line(option["help"], f"option --{option['name']}")

# What --json prints is written down for each command that gives an answer.
grammar = re.findall(r"^## (.*)$", read("src/cli/JSON.md"), re.M)
for name in names:
    check(name in grammar or name == "watch", f"src/cli/JSON.md: no section for the command {name}")
for name in grammar:
    check(name in names, f"src/cli/JSON.md: there is no command {name}")

for page in ("README.md", "scripts/README.md", "corpus/README.md", "src/ARCHITECTURE.md"):
    text = read(page)
    anchors = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
               for title in re.findall(r"^#+ (.*)$", text, re.M)}
    for link in re.findall(r"\]\(([^)]+)\)", text):
        if link.startswith("#"):
            check(link[1:] in anchors, f"{page}: there is no heading {link}")
        elif not link.startswith("http"):
            check(os.path.exists(os.path.join(os.path.dirname(page), link)),
                  f"{page}: there is no {link}")

# What README.md shows can be typed.
table = readme[readme.index("| command | does |"):]
table = table[:table.index("\n\n")]
shown = re.findall(r"^footnote ([a-z]+)", readme, re.M)
shown += re.findall(r"^\| `([a-z]+)", table, re.M)
check(len(shown) >= 10, "README.md: its commands were not found")
for name in shown:
    check(name in names, f"README.md: there is no command {name}")
all_options = {option["name"] for option in help_page["common_options"]}
for name in names:
    all_options |= {option["name"] for option in load(f"command-{name}.json")["options"]}
for option in re.findall(r"`--([a-z-]+)", readme[readme.index("## Commands"):]):
    check(option in all_options, f"README.md: there is no option --{option}")

# The Lua API.
entries = load("api.json")["entries"]
check(len(entries) >= 40, f"only {len(entries)} functions are in the Lua API")
for entry in entries:
    name = entry["name"]
    text, _, example = entry["docstring"].partition("\nExample:\n")
    check(len(text) >= 8, f"{name}: no docstring")
    check(example.strip(), f"{name}: no example")
    check(entry["since"] >= 1, f"{name}: does not say since when")
    short = re.split("[.:]", name)[-1]
    check(short in entry["usage"], f"{name}: the usage '{entry['usage']}' is another's")
    check(short in example, f"{name}: the example does not call it")
    # A canvas's methods stand in a chain; short names are also words of the prose.
    pattern = rf"`{name}\b"
    if name.startswith("canvas:"):
        pattern = rf":{short} ?[({{]"
    elif "." in name:
        pattern = re.escape(name) + r"\b"
    check(re.search(pattern, guide), f"scripts/README.md: {name} is not named")
known = {entry["name"] for entry in entries}
for name in re.findall(r"footnote\.[a-z_]+", guide):
    check(name in known, f"scripts/README.md: there is no {name}")

for fault in faults:
    print(fault)
if not faults:
    print(f"documented: fine ({len(names)} commands, {len(entries)} functions)")
sys.exit(bool(faults))
END
