/* wording_choice.c - see wording_choice.h. Order: the form of the text, walking, choosing.
 *
 * Layer: corpus. The text begins with a control character, which YAML lets into no file: "\1BY\1
 * FILE:LINE\1VALUE\1SENTENCE\1VALUE\1SENTENCE".
 */
#include "corpus/wording/wording_choice.h"

#include "corpus/wording/plural.h"

enum { SEPARATOR = '\1' };

static struct slice take_field(struct slice *rest) {
    const char *end = rest->length ? memchr(rest->data, SEPARATOR, rest->length) : NULL;
    size_t length = end ? (size_t)(end - rest->data) : rest->length;
    struct slice field = slice_make(rest->data, length);
    size_t used = end ? length + 1 : length;
    *rest = slice_make(rest->data + used, rest->length - used);
    return field;
}

void wording_choices_begin(struct strbuf *text, const char *by, const char *file, int line) {
    strbuf_add_format(text, "%c%s%c%s:%d", SEPARATOR, by, SEPARATOR, file, line);
}

void wording_choices_add(struct strbuf *text, const char *value, const char *sentence) {
    strbuf_add_format(text, "%c%s%c%s", SEPARATOR, value, SEPARATOR, sentence);
}

struct wording_choices wording_choices_of(const char *text) {
    struct wording_choices choices = {.by = slice_of(""), .where = slice_of("")};
    choices.rest = slice_of(text);
    if (*text != SEPARATOR)
        return choices;
    choices.rest = slice_of(text + 1);
    choices.by = take_field(&choices.rest);
    choices.where = take_field(&choices.rest);
    return choices;
}

bool wording_next_choice(struct wording_choices *choices, struct wording_choice *choice) {
    if (!choices->rest.length)
        return false;
    choice->value = choices->by.length ? take_field(&choices->rest) : slice_of("");
    choice->text = take_field(&choices->rest);
    return true;
}

static const char *find_choice(struct arena *arena, const char *text, const char *prefix,
                               struct slice value) {
    size_t length = strlen(prefix);
    struct wording_choices choices = wording_choices_of(text);
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);) {
        if (slice_starts_with(choice.value, prefix) &&
            slice_equals(slice_make(choice.value.data + length, choice.value.length - length),
                         value))
            return arena_slice(arena, choice.text).data;
    }
    return NULL;
}

const char *wording_choose(struct arena *arena, const char *text, const char *language,
                           struct slice value) {
    if (*text != SEPARATOR)
        return text;
    const char *found = find_choice(arena, text, "=", value);
    const char *category = plural_category(language, value);
    if (!found)
        found = find_choice(arena, text, "", value);
    if (!found && category)
        found = find_choice(arena, text, "", slice_of(category));
    return found || !category ? found : find_choice(arena, text, "", slice_of("other"));
}

const char *wording_choice_values(struct arena *arena, const char *text) {
    struct strbuf out = {0};
    struct wording_choices choices = wording_choices_of(text);
    for (struct wording_choice choice; wording_next_choice(&choices, &choice);) {
        if (out.length)
            strbuf_add(&out, choices.rest.length ? ", " : " or ");
        strbuf_add_slice(&out, choice.value);
    }
    const char *copy = arena_text(arena, strbuf_text(&out));
    strbuf_release(&out);
    return copy;
}
