/* cmd_diff.c - footnote diff CODE1 CODE2: what changed between two visits.
 *
 * Layer: cli.
 */
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/recording.h"
#include "make/ledger/ledger_diff.h"

const struct option diff_options[] = {{0}};

static const struct {
    const char *kind, *heading; /* heading NULL: the lines speak for themselves */
    const char *lead;
} kind_table[] = {
    {"patient", NULL, ""},
    {"value", "what was entered", "  "},
    {"new", "new sentences", "  + "},
    {"gone", "sentences no longer there", "  - "},
    {"changed", "sentences in other words", "  ~ "},
    {"source", "sources", "  "},
    {"rule", "rules", "  "},
    {"version", "the handout itself", "  "},
    {"note", NULL, ""},
};

static void print_kind(struct output *out, const struct ledger_changes *changes, size_t kind) {
    bool begun = false;
    for (size_t i = 0; i < changes->count; i++) {
        if (strcmp(changes->items[i].kind, kind_table[kind].kind) != 0)
            continue;
        if (!begun && kind_table[kind].heading)
            output_line(out, "%s", kind_table[kind].heading);
        begun = true;
        strbuf_add(&out->buffer, kind_table[kind].lead);
        output_printable(out, changes->items[i].text);
        strbuf_add_char(&out->buffer, '\n');
    }
}

static void print_text(struct output *out, const struct ledger_entry *before,
                       const struct ledger_entry *after, const struct ledger_changes *changes) {
    output_line(out, "%s of %.10s, beside %s of %.10s", after->code, after->made_at, before->code,
                before->made_at);
    for (size_t kind = 0; kind < sizeof kind_table / sizeof *kind_table; kind++)
        print_kind(out, changes, kind);
    if (changes->count == 0)
        output_line(out, "nothing has changed");
}

static void print_json(struct output *out, const struct ledger_entry *before,
                       const struct ledger_entry *after, const struct ledger_changes *changes) {
    output_map(out, NULL);
    output_integer(out, "schema", 1);
    output_text(out, "before", before->code);
    output_text(out, "after", after->code);
    output_list(out, "changes");
    for (size_t i = 0; i < changes->count; i++) {
        output_map(out, NULL);
        output_text(out, "kind", changes->items[i].kind);
        output_text(out, "key", *changes->items[i].key ? changes->items[i].key : NULL);
        output_text(out, "text", changes->items[i].text);
        output_end_map(out);
    }
    output_end_list(out);
    output_end_map(out);
}

static int diff(const struct invocation *invocation, struct ledger *ledger, struct error *err) {
    struct ledger_entry before, after;
    struct ledger_changes changes;
    struct arena *arena = invocation->arena;
    if (!recording_find(ledger, arena, invocation->words[0], &before, err) ||
        !recording_find(ledger, arena, invocation->words[1], &after, err))
        return (int)err->code;
    ledger_diff(ledger, arena, &before, &after, &changes);
    struct output out;
    output_begin(&out, invocation);
    if (out.json)
        print_json(&out, &before, &after, &changes);
    else
        print_text(&out, &before, &after, &changes);
    return output_finish(&out, 0, err);
}

int cmd_diff(struct invocation *invocation, struct error *err) {
    struct places places;
    if (!invocation_expect_words(invocation, 2, 2, err) || !locate_places(invocation, &places, err))
        return (int)err->code;
    struct ledger *ledger = recording_look(invocation, &places, err);
    if (!ledger)
        return (int)err->code;
    int code = diff(invocation, ledger, err);
    ledger_close(ledger);
    return code;
}
