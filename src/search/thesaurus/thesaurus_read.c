/* thesaurus_read.c - thesaurus.yaml: what is in it, and what is wrong with it.
 *
 * Layer: search. See thesaurus_build.h for the file. Order: faults, texts, lists of words, groups,
 * the file.
 */
#include "search/query/query_words.h"
#include "search/thesaurus/thesaurus_private.h"

#include <ctype.h>

struct reading {
    struct thesaurus_build *build;
    const char *file;
};

/* ---- faults ---- */

void thesaurus_fault_add(struct thesaurus_build *build, const char *file, int line, bool is_warning,
                         const char *format, ...) {
    build->faults = arena_make_room(build->arena, build->faults, build->fault_count,
                                    &build->fault_capacity, 8, sizeof *build->faults);
    va_list arguments;
    va_start(arguments, format);
    build->faults[build->fault_count++] = (struct thesaurus_fault){
        file, line, is_warning, arena_format_list(build->arena, format, arguments)};
    va_end(arguments);
}

#define FAULT(reading, line, ...)                                                                  \
    thesaurus_fault_add((reading)->build, (reading)->file, line, false, __VA_ARGS__)

/* ---- texts ---- */

int thesaurus_normalise(struct thesaurus_build *build, const char *text, const char **normalised) {
    struct query_word *words;
    size_t count = query_split(build->tokenizer, build->arena, slice_of(text), &words);
    *normalised = query_words_join(build->arena, words, count);
    return (int)count;
}

/* Two or more capitals and digits. */
static bool is_abbreviation(const char *text) {
    bool has_letter = false;
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        if (!isupper((unsigned char)text[i]) && !isdigit((unsigned char)text[i]))
            return false;
        has_letter = has_letter || isupper((unsigned char)text[i]);
    }
    return has_letter && length >= 2 && length <= 16;
}

static bool read_term(struct reading *reading, const struct value *value, enum thesaurus_role role,
                      struct thesaurus_term *term) {
    const char *written = value_text(value, "");
    *term = (struct thesaurus_term){.role = role, .line = value->line};
    int words = thesaurus_normalise(reading->build, written, &term->text);
    if (words == 0) {
        FAULT(reading, value->line, "a term is empty: write a word, or take it out");
        return false;
    }
    if (words > THESAURUS_MOST_WORDS) {
        FAULT(reading, value->line, "'%s' has %d words, more than %d", written, words,
              THESAURUS_MOST_WORDS);
        return false;
    }
    if (role == ROLE_ABBREVIATION) {
        term->text = arena_text(reading->build->arena, written);
        if (is_abbreviation(written))
            return true;
        FAULT(reading, value->line, "abbreviation '%s': write two or more capitals, as in LLD",
              written);
        return false;
    }
    if (words == 1 && token_is_stop_word(slice_of(term->text), NULL)) {
        FAULT(reading, value->line, "'%s' is so common a word that it would find everything",
              written);
        return false;
    }
    return true;
}

/* ---- lists of words ---- */

static void add_words(struct thesaurus_build *build, struct thesaurus_words words) {
    build->words = arena_make_room(build->arena, build->words, build->words_count,
                                   &build->words_capacity, 64, sizeof *build->words);
    build->words[build->words_count++] = words;
}

/* Lists of two or more single words (spelling) or endings. */
static void read_lists(struct reading *reading, const struct value *lists, const char *key,
                       enum thesaurus_key_kind kind) {
    struct arena *arena = reading->build->arena;
    if (lists->kind != VALUE_LIST) {
        FAULT(reading, lists->line, "%s: expected a list of lists: - [one, other]", key);
        return;
    }
    for (size_t i = 0; i < lists->count; i++) {
        const struct value *list = lists->items[i];
        bool fine = list->kind == VALUE_LIST && list->count >= 2;
        struct thesaurus_words words = {.kind = kind, .count = list->count};
        words.words = arena_new_array(arena, list->count, const char *);
        for (size_t k = 0; fine && k < list->count; k++)
            fine = thesaurus_normalise(reading->build, value_text(list->items[k], ""),
                                       &words.words[k]) == 1;
        if (fine)
            add_words(reading->build, words);
        else
            FAULT(reading, list->line, "%s: expected two or more single words: - [one, other]",
                  key);
    }
}

static void read_misspellings(struct reading *reading, const struct value *map) {
    struct arena *arena = reading->build->arena;
    if (map->kind != VALUE_MAP) {
        FAULT(reading, map->line, "misspellings: expected lines of 'wrong: right'");
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        struct thesaurus_words words = {.kind = THESAURUS_MISSPELLING, .count = 2};
        words.words = arena_new_array(arena, 2, const char *);
        int wrong = thesaurus_normalise(reading->build, arena_slice(arena, map->keys[i]).data,
                                        &words.words[0]);
        int right =
            thesaurus_normalise(reading->build, value_text(map->items[i], ""), &words.words[1]);
        if (wrong != 1 || right < 1 || right > THESAURUS_MOST_WORDS)
            FAULT(reading, map->items[i]->line,
                  "misspellings: expected one wrong word and what is right: fascitis: fasciitis");
        else if (strcmp(words.words[0], words.words[1]) == 0)
            FAULT(reading, map->items[i]->line, "misspellings: '%s' stands for itself",
                  words.words[0]);
        else
            add_words(reading->build, words);
    }
}

/* ---- groups ---- */

static const char *const role_keys[ROLE_COUNT] = {
    [ROLE_TERM] = "terms",
    [ROLE_ABBREVIATION] = "abbreviations",
    [ROLE_FOR] = "for",
    [ROLE_RELATED] = "related",
};

static bool is_group_key(struct slice key) {
    for (int role = 0; role < ROLE_COUNT; role++)
        if (slice_is(key, role_keys[role]))
            return true;
    return slice_is(key, "language") || slice_is(key, "note");
}

static bool check_group_keys(struct reading *reading, const struct value *map) {
    bool fine = true;
    for (size_t i = 0; i < map->count; i++)
        if (!is_group_key(map->keys[i])) {
            FAULT(reading, map->items[i]->line,
                  "unknown key '%.*s' (known: terms, abbreviations, for, related, language, note)",
                  SLICE_ARGS(map->keys[i]));
            fine = false;
        }
    return fine;
}

static bool is_in_group(const struct thesaurus_group *group, const char *text) {
    for (size_t i = 0; i < group->count; i++)
        if (strcmp(group->terms[i].text, text) == 0)
            return true;
    return false;
}

static bool read_terms(struct reading *reading, const struct value *map, enum thesaurus_role role,
                       struct thesaurus_group *group) {
    const struct value *list = value_find(map, role_keys[role]);
    if (!list)
        return true;
    if (list->kind != VALUE_LIST) {
        FAULT(reading, list->line, "%s: expected a list: [one, other]", role_keys[role]);
        return false;
    }
    bool fine = true;
    group->terms = arena_grow_array(reading->build->arena, group->terms, group->count,
                                    group->count + list->count, sizeof *group->terms);
    for (size_t i = 0; i < list->count; i++) {
        struct thesaurus_term term;
        if (!read_term(reading, list->items[i], role, &term)) {
            fine = false;
        } else if (is_in_group(group, term.text)) {
            FAULT(reading, list->items[i]->line, "'%s' stands twice in this group", term.text);
            fine = false;
        } else {
            group->terms[group->count++] = term;
        }
    }
    return fine;
}

static size_t count_role(const struct thesaurus_group *group, enum thesaurus_role role) {
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++)
        count += group->terms[i].role == role;
    return count;
}

static void read_group(struct reading *reading, const struct value *map) {
    struct thesaurus_build *build = reading->build;
    struct thesaurus_group group = {.file = reading->file, .line = map->line};
    if (map->kind != VALUE_MAP) {
        FAULT(reading, map->line, "a group is a map with terms: - terms: [one, other]");
        return;
    }
    bool fine = check_group_keys(reading, map);
    for (int role = 0; role < ROLE_COUNT; role++)
        fine = read_terms(reading, map, (enum thesaurus_role)role, &group) && fine;
    group.language = value_text(value_find(map, "language"), "");
    size_t letters = strspn(group.language, "abcdefghijklmnopqrstuvwxyz");
    if (group.language[0] && (letters < 2 || letters > 3 || group.language[letters])) {
        FAULT(reading, map->line, "language: '%s' is no language: write en, de, es ...",
              group.language);
        fine = false;
    }
    if (fine && (count_role(&group, ROLE_TERM) == 0 || group.count < 2)) {
        FAULT(reading, map->line,
              "a group needs one of terms, and something that finds it or that it finds");
        fine = false;
    }
    if (!fine)
        return;
    build->groups = arena_make_room(build->arena, build->groups, build->group_count,
                                    &build->group_capacity, 64, sizeof *build->groups);
    build->groups[build->group_count++] = group;
}

static void read_groups(struct reading *reading, const struct value *groups) {
    if (groups->kind != VALUE_LIST)
        FAULT(reading, groups->line, "groups: expected a list of groups: - terms: [one, other]");
    else
        for (size_t i = 0; i < groups->count; i++)
            read_group(reading, groups->items[i]);
}

/* ---- the file ---- */

/* "FILE:12:3: why" as base/value.h says it. */
static void add_yaml_fault(struct reading *reading, const char *message) {
    size_t prefix = strlen(reading->file);
    int line = 0;
    if (strncmp(message, reading->file, prefix) == 0 && message[prefix] == ':') {
        message += prefix + 1;
        while (isdigit((unsigned char)*message) && line < 1000000)
            line = line * 10 + (*message++ - '0');
        message += strspn(message, ": ");
    }
    FAULT(reading, line, "%s", message);
}

void thesaurus_build_add(struct thesaurus_build *build, const char *file, struct slice yaml) {
    struct reading reading = {build, arena_text(build->arena, file)};
    struct error err = {0};
    const struct value *root = value_read_yaml(build->arena, yaml, reading.file, 1, &err);
    if (!root) {
        add_yaml_fault(&reading, err.message);
        return;
    }
    if (root->kind == VALUE_NULL)
        return;
    if (root->kind != VALUE_MAP) {
        FAULT(&reading, root->line, "expected groups:, spelling:, endings: or misspellings:");
        return;
    }
    for (size_t i = 0; i < root->count; i++) {
        const struct value *item = root->items[i];
        if (slice_is(root->keys[i], "groups"))
            read_groups(&reading, item);
        else if (slice_is(root->keys[i], "spelling"))
            read_lists(&reading, item, "spelling", THESAURUS_WORDS);
        else if (slice_is(root->keys[i], "endings"))
            read_lists(&reading, item, "endings", THESAURUS_ENDING);
        else if (slice_is(root->keys[i], "misspellings"))
            read_misspellings(&reading, item);
        else
            FAULT(&reading, item->line,
                  "unknown key '%.*s' (known: groups, spelling, endings, misspellings)",
                  SLICE_ARGS(root->keys[i]));
    }
}

void thesaurus_build_refuse(struct thesaurus_build *build, const char *file, const char *reason) {
    thesaurus_fault_add(build, arena_text(build->arena, file), 0, false, "%s", reason);
}
