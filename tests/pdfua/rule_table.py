"""The table of rules. A rule is a function from a Document to the faults it finds, as texts.

    @rule("7.3-1", "a figure has words instead")
    def figure_words(document): ...

A rule that can't apply to what we write stands in the table too, with the reason and a premise that
is looked at in every file: where the premise breaks, the rule has to be written.
"""
RULES = {}           # id -> (function, meaning)
NOT_APPLICABLE = {}  # id -> (premise, reason)


def rule(name, meaning):
    assert name not in RULES and name not in NOT_APPLICABLE, name

    def add(function):
        RULES[name] = (function, meaning)
        return function

    return add


def simple(name, meaning, function):
    rule(name, meaning)(function)


def not_applicable(names, reason, premise):
    """premise: a function from a Document to the faults that show the rule applies after all."""
    for name in names.split():
        assert name not in RULES and name not in NOT_APPLICABLE, name
        NOT_APPLICABLE[name] = (premise, reason)


def without_key(*keys):
    def premise(document):
        return [f"{name} has {key}" for name, dictionary in document.file.dictionaries()
                for key in keys if key in dictionary]
    return premise


def without_pair(key, *values):
    def premise(document):
        return [f"{name} has {key} {dictionary[key]}" for name, dictionary in
                document.file.dictionaries() if dictionary.get(key) in values]
    return premise


def profile(path):
    """The rule ids of the profile: one a line, '#' begins a comment."""
    with open(path, encoding="utf-8") as stream:
        lines = (line.split("#")[0].strip() for line in stream)
        return [line for line in lines if line]
