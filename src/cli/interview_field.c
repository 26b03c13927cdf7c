/* interview_field.c - see interview_field.h. Order: words, showing, reading.
 *
 * Layer: cli.
 */
#include "cli/interview_field.h"

#include "base/strbuf.h"
#include "make/fields/field_types.h"

#include <stdlib.h>
#include <strings.h>

/* ---- words ----------------------------------------------------------------------------------- */

const char *interview_label(struct arena *arena, const struct value *field) {
    const char *label = value_text(value_find(field, "label"), NULL);
    if (label)
        return label;
    char *words = arena_text(arena, field_name(field));
    for (char *c = words; *c; c++)
        if (*c == '_')
            *c = ' ';
    if (words[0] >= 'a' && words[0] <= 'z')
        words[0] = (char)(words[0] - 32);
    return words;
}

static void add_answer(struct strbuf *out, const struct value *answer) {
    if (answer->kind == VALUE_BOOLEAN) {
        strbuf_add(out, answer->boolean ? "yes" : "no");
    } else if (answer->kind == VALUE_LIST || answer->kind == VALUE_MAP) {
        for (size_t i = 0; i < answer->count; i++) {
            strbuf_add(out, i == 0 ? "" : ", ");
            add_answer(out, answer->items[i]);
        }
    } else {
        strbuf_add_slice(out, answer->text);
    }
}

const char *interview_answer_text(struct arena *arena, const struct value *answer) {
    struct strbuf out = {0};
    if (answer)
        add_answer(&out, answer);
    const char *text = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    return text;
}

/* ---- showing --------------------------------------------------------------------------------- */

enum { CHOICES_WIDTH = 78 };

/* The choices as "1 left   2 right", broken where a line is full. */
static void add_choices(struct strbuf *out, const struct value *choices) {
    size_t column = 0;
    for (size_t i = 0; i < choices->count; i++) {
        struct strbuf one = {0};
        strbuf_add_format(&one, "%zu ", i + 1);
        strbuf_add(&one, value_text(choices->items[i], ""));
        if (column > 0 && column + one.length + 3 > CHOICES_WIDTH) {
            strbuf_add_char(out, '\n');
            column = 0;
        }
        strbuf_add(out, column == 0 ? "    " : "   ");
        column += one.length + (column == 0 ? 4 : 3);
        strbuf_add(out, strbuf_text(&one));
        strbuf_release(&one);
    }
    strbuf_add_char(out, '\n');
}

const char *interview_field_text(struct arena *arena, const struct value *field) {
    struct strbuf out = {0};
    const struct value *choices = field_choices(field);
    const char *help = value_text(value_find(field, "help"), "");
    if (*help)
        strbuf_add_format(&out, "  %s\n", help);
    if (choices)
        add_choices(&out, choices);
    else
        strbuf_add_format(&out, "    %s\n", field_expectation(arena, field));
    if (choices && field_type(field) == FIELD_LIST)
        strbuf_add(&out, "    more than one: with commas between\n");
    else if (field_type(field) == FIELD_LIST && !value_find(field, "of"))
        strbuf_add(&out, "    more than one: with ; between\n");
    const char *text = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    return text;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* A choice by its number, its name, or a beginning that only one has. */
static const char *choice_of(const struct value *choices, const char *typed) {
    char *end;
    unsigned long number = strtoul(typed, &end, 10);
    if (*typed >= '0' && *typed <= '9' && *end == '\0')
        return number >= 1 && number <= choices->count ? value_text(choices->items[number - 1], "")
                                                       : NULL;
    const char *found = NULL;
    size_t length = strlen(typed), matches = 0;
    for (size_t i = 0; i < choices->count; i++) {
        const char *choice = value_text(choices->items[i], "");
        if (strcasecmp(choice, typed) == 0)
            return choice;
        if (strncasecmp(choice, typed, length) == 0) {
            found = choice;
            matches++;
        }
    }
    return matches == 1 ? found : NULL;
}

static const char *none_of_these(struct arena *arena, const struct value *field) {
    return arena_format(arena, "type a number of the list%s",
                        field_type(field) == FIELD_LIST ? ", or several with commas between" : "");
}

static struct value *read_list(struct arena *arena, const struct value *field,
                               const struct value *choices, const char *line,
                               const char **problem) {
    struct value *list = value_new(arena, VALUE_LIST);
    const char *separators = choices ? ",;" : ";";
    while (*line) {
        size_t length = strcspn(line, separators);
        struct slice part = slice_trim(slice_make(line, length));
        line += length + (line[length] != '\0');
        if (part.length == 0)
            continue;
        const char *text = arena_bytes(arena, part.data, part.length);
        if (choices && !(text = choice_of(choices, text))) {
            *problem = none_of_these(arena, field);
            return NULL;
        }
        value_list_add(arena, list, value_new_text(arena, slice_of(text)));
    }
    return list;
}

static const char *yes_or_no(const char *line) {
    if (strcasecmp(line, "y") == 0)
        return "yes";
    return strcasecmp(line, "n") == 0 ? "no" : line;
}

struct value *interview_read(struct arena *arena, const struct value *field, const char *line,
                             int handout_day, const char **problem) {
    const struct value *choices = field_choices(field);
    struct value *given = NULL;
    *problem = NULL;
    if (field_type(field) == FIELD_LIST) {
        given = read_list(arena, field, choices, line, problem);
    } else if (choices) {
        const char *choice = choice_of(choices, line);
        given = choice ? value_new_text(arena, slice_of(choice)) : NULL;
        *problem = choice ? NULL : none_of_these(arena, field);
    } else {
        const char *text = field_type(field) == FIELD_YES_NO ? yes_or_no(line) : line;
        given = value_new_text(arena, slice_of(arena_text(arena, text)));
    }
    if (!given)
        return NULL;
    struct field_outcome outcome = field_convert(arena, field, given, handout_day);
    if (!outcome.value && !outcome.empty)
        *problem = outcome.problem;
    return outcome.value;
}
