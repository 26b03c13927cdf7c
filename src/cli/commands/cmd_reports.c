/* cmd_reports.c - footnote reports: the report scripts, or one's fields.
 *
 * Layer: cli. Every script is run, shut in, just far enough to declare itself.
 */
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/report_scripts.h"
#include "make/fields/field_conditions.h"
#include "make/fields/field_types.h"
#include "make/make.h"

const struct option reports_options[] = {{0}};

static const struct value *describe(struct arena *arena, const struct places *places,
                                    const struct report_script *script, struct error *err) {
    struct make_request request = {.script_file = script->file,
                                   .wording_folder = locate_wording(arena, places)};
    request.module_folders =
        report_module_folders(arena, places, script, &request.module_folder_count);
    return make_describe(&request, arena, err);
}

/* ---- the list ------------------------------------------------------------------------------- */

static int list_reports(struct invocation *invocation, const struct places *places,
                        struct error *err) {
    struct report_script *scripts = NULL;
    size_t count = report_scripts(invocation->arena, places, &scripts, err);
    if (err->code != ERROR_NONE)
        return (int)err->code;
    struct output out;
    int code = 0;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_list(&out, "reports");
    }
    for (size_t i = 0; i < count; i++) {
        struct error script_err = {0};
        const struct value *declaration =
            describe(invocation->arena, places, &scripts[i], &script_err);
        if (!declaration) {
            message_error(&script_err);
            code = (int)script_err.code;
            continue;
        }
        const char *title = value_text(value_find(declaration, "title"), "");
        const char *description = value_text(value_find(declaration, "description"), "");
        if (out.json) {
            output_map(&out, NULL);
            output_text(&out, "name", scripts[i].name);
            output_text(&out, "file", scripts[i].file);
            output_text(&out, "title", title);
            output_text(&out, "description", description);
            output_end_map(&out);
            continue;
        }
        output_style(&out, STYLE_TITLE);
        strbuf_add_format(&out.buffer, "%-15s ", scripts[i].name);
        output_style(&out, STYLE_PLAIN);
        output_printable(&out, title);
        strbuf_add_char(&out.buffer, '\n');
        if (description[0])
            output_wrapped(&out, 16, description, NULL, 0);
    }
    if (out.json) {
        output_end_list(&out);
        output_end_map(&out);
    }
    if (count == 0)
        message("no report scripts found: a clinic folder's scripts/ holds a clinic's own");
    return output_finish(&out, code, err);
}

/* ---- one report's fields -------------------------------------------------------------------- */

/* A declared key as it stands: a scalar, a list of scalars, or a map of either (required_if). */
static void json_value(struct output *out, const char *key, const struct value *value) {
    switch (value->kind) {
    case VALUE_BOOLEAN:
        output_boolean(out, key, value->boolean);
        break;
    case VALUE_NUMBER:
        output_number(out, key, value->number, 6);
        break;
    case VALUE_LIST:
        output_list(out, key);
        for (size_t i = 0; i < value->count; i++)
            json_value(out, NULL, value->items[i]);
        output_end_list(out);
        break;
    case VALUE_MAP:
        output_map(out, key);
        for (size_t i = 0; i < value->count; i++)
            json_value(out, value->keys[i].data, value->items[i]);
        output_end_map(out);
        break;
    case VALUE_NULL:
        output_text(out, key, NULL);
        break;
    case VALUE_TEXT:
        output_text(out, key, value->text.data);
        break;
    }
}

static void add_condition(struct strbuf *text, struct arena *arena, const struct value *field,
                          const char *key, const char *words) {
    const struct value *condition = value_find(field, key);
    if (condition)
        strbuf_add_format(text, "; %s %s", words, field_condition_words(arena, condition));
}

enum { FIELD_COLUMN = 24 };

static void text_field(struct output *out, struct arena *arena, const struct value *field) {
    const char *name = value_text(value_find(field, "name"), "");
    const char *standard = value_text(value_find(field, "default"), "");
    const char *help = value_text(value_find(field, "help"), "");
    struct strbuf text = {0};
    strbuf_add(&text, field_expectation(arena, field));
    if (standard[0])
        strbuf_add_format(&text, "; else %s", standard);
    if (value_boolean(value_find(field, "required"), false))
        strbuf_add(&text, "; required");
    add_condition(&text, arena, field, "required_if", "required if");
    add_condition(&text, arena, field, "only_if", "only if");
    if (value_boolean(value_find(field, "personal"), false))
        strbuf_add(&text, "; personal: never on a command line");
    if (help[0])
        strbuf_add_format(&text, " (%s)", help);
    output_style(out, STYLE_TITLE);
    strbuf_add_format(&out->buffer, "  %-*s", FIELD_COLUMN - 2, name);
    output_style(out, STYLE_PLAIN);
    output_hanging(out, FIELD_COLUMN, FIELD_COLUMN, strbuf_text(&text), NULL, 0);
    strbuf_release(&text);
}

static int show_report(struct invocation *invocation, const struct places *places,
                       struct error *err) {
    struct report_script script;
    const struct value *declaration = NULL;
    if (report_script_find(invocation->arena, places, invocation->words[0], &script, err))
        declaration = describe(invocation->arena, places, &script, err);
    if (!declaration)
        return (int)err->code;
    const struct value *fields = value_find(declaration, "fields");
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_text(&out, "file", script.file);
        json_value(&out, "report", declaration);
        output_end_map(&out);
        return output_finish(&out, 0, err);
    }
    output_style(&out, STYLE_TITLE);
    output_printable(&out, value_text(value_find(declaration, "title"), script.name));
    output_style(&out, STYLE_PLAIN);
    strbuf_add_char(&out.buffer, '\n');
    output_wrapped(&out, 0, value_text(value_find(declaration, "description"), ""), NULL, 0);
    output_printable(&out, script.file);
    output_line(&out, "\n\nfields:");
    for (size_t i = 0; fields && i < fields->count; i++) {
        const char *group = value_text(value_find(fields->items[i], "group"), "");
        if (*group)
            strbuf_add_format(&out.buffer, "\n%s:\n", group);
        text_field(&out, invocation->arena, fields->items[i]);
    }
    return output_finish(&out, 0, err);
}

int cmd_reports(struct invocation *invocation, struct error *err) {
    struct places places;
    if (!invocation_expect_words(invocation, 0, 1, err) || !locate_places(invocation, &places, err))
        return (int)err->code;
    if (invocation->word_count == 1)
        return show_report(invocation, &places, err);
    return list_reports(invocation, &places, err);
}
