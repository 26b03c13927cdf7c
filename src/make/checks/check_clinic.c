/* check_clinic.c - a clinic's profile: who approved what, and whether the wording has its keys.
 *
 * Layer: make. Order: approval, lists of keys, warning signs.
 */
#include "make/checks/check.h"

#include "base/date.h"
#include "corpus/wording/wording_choice.h"

/* Groups of the profile that need an approver, in its order. */
static const char *const approved_groups[] = {"red_flags", "home_care",  "pain_rule", "plan",
                                              "lift",      "thresholds", "cautions",  NULL};
/* Where a list holds keys of the wording. */
static const char *const key_groups[] = {"home_care", "cautions", NULL};

static void check_approval(struct check_list *list, const struct value *clinic, const char *file,
                           const char *name) {
    const struct value *group = value_find(clinic, name);
    int day;
    if (!group)
        return;
    bool own = strcmp(name, "red_flags") == 0; /* a default does not approve warning signs */
    const char *approver = value_text(value_find(group, "approver"),
                                      own ? "" : value_text(value_find(clinic, "approver"), ""));
    const char *date = value_text(value_find(group, "approved_on"),
                                  own ? "" : value_text(value_find(clinic, "approved_on"), ""));
    if (!*approver)
        check_add(list, false, file, group->line, "'%s' has no approver", name);
    if (!date_parse(slice_of(date), &day))
        check_add(list, false, file, group->line,
                  "'%s' has no date of approval: expected approved_on: YYYY-MM-DD", name);
}

static void check_key_list(struct check_list *list, const struct value *keys, const char *file,
                           const struct wording *wording) {
    for (size_t i = 0; keys->kind == VALUE_LIST && i < keys->count; i++) {
        const char *key = value_text(keys->items[i], "");
        if (!wording_find(wording, key))
            check_add(list, false, file, keys->items[i]->line, "no sentence '%s' in %s", key,
                      wording->file);
    }
}

/* The profile repeats the sign's sentence so that the list can be read: it must be the printed one.
 */
static void check_sign(struct check_list *list, const struct value *sign, const char *file,
                       const struct wording *wording) {
    const char *id = value_text(value_find(sign, "id"), "");
    const char *key = arena_format(list->arena, "red_flag.%s", id);
    const struct wording_entry *entry = wording_find(wording, key);
    if (!entry) {
        check_add(list, false, file, sign->line, "no sentence '%s' in %s", key, wording->file);
        return;
    }
    const struct value *text = value_find(sign, "text");
    struct wording_choices choices = wording_choices_of(entry->text);
    bool same = !text;
    for (struct wording_choice choice; !same && wording_next_choice(&choices, &choice);)
        same = slice_equals(slice_trim(slice_of(value_text(text, ""))), choice.text);
    if (!same)
        check_add(list, false, file, sign->line,
                  "the text of sign '%s' is not that of '%s' (%s:%d)", id, key, wording->file,
                  entry->line);
}

void check_clinic(struct check_list *list, const struct value *clinic, const char *file,
                  const struct wording *wording) {
    for (size_t i = 0; approved_groups[i]; i++)
        check_approval(list, clinic, file, approved_groups[i]);
    const struct value *signs = value_find(clinic, "red_flags");
    if (!signs)
        check_add(list, false, file, 0,
                  "no red_flags: without approved warning signs no handout "
                  "is printed");
    for (size_t g = 0; signs && signs->kind == VALUE_MAP && g < signs->count; g++)
        for (size_t i = 0; signs->items[g]->kind == VALUE_LIST && i < signs->items[g]->count; i++)
            check_sign(list, signs->items[g]->items[i], file, wording);
    for (size_t g = 0; key_groups[g]; g++) {
        const struct value *group = value_find(clinic, key_groups[g]);
        for (size_t i = 0; group && group->kind == VALUE_MAP && i < group->count; i++)
            check_key_list(list, group->items[i], file, wording);
    }
}
