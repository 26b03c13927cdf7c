/* thesaurus.c - see thesaurus.h.
 *
 * Layer: search. The blob, numbers with the low byte first:
 *   "FNTH", version, longest entry in words, number of entries (4 bytes each),
 *   the place of each entry from the blob's beginning (4 bytes), in the order of their keys,
 *   entries: kind and key, NUL, number of names (1 byte), names: origin (1 byte), language, NUL,
 *   text, NUL.
 * Order: bytes, finding, all words.
 */
#include "search/thesaurus/thesaurus.h"

/* ---- bytes ---- */

static uint32_t number_at(struct slice blob, size_t at) {
    const unsigned char *bytes = (const unsigned char *)blob.data + at;
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

bool thesaurus_open(struct thesaurus *thesaurus, struct slice blob) {
    *thesaurus = (struct thesaurus){0};
    if (blob.length <= THESAURUS_HEADER_BYTES || memcmp(blob.data, THESAURUS_MAGIC, 4) != 0 ||
        number_at(blob, 4) != THESAURUS_VERSION || blob.data[blob.length - 1] != '\0')
        return false;
    uint32_t most_words = number_at(blob, 8), count = number_at(blob, 12);
    if (count > (blob.length - THESAURUS_HEADER_BYTES) / 4 || most_words > THESAURUS_MOST_WORDS)
        return false;
    thesaurus->blob = blob;
    thesaurus->most_words = (int)most_words;
    thesaurus->entry_count = count;
    return true;
}

/* The key of an entry: the last byte of the blob is NUL, so it ends. */
static const char *entry_key(const struct thesaurus *thesaurus, size_t entry) {
    size_t place = number_at(thesaurus->blob, THESAURUS_HEADER_BYTES + entry * 4);
    return place < thesaurus->blob.length ? thesaurus->blob.data + place : "";
}

static const char *find_entry(const struct thesaurus *thesaurus, const char *key) {
    size_t low = 0, high = thesaurus->entry_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *found = entry_key(thesaurus, middle);
        int order = strcmp(found, key);
        if (order == 0)
            return found;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Adds an entry's names. */
static void read_names(const struct thesaurus *thesaurus, const char *entry,
                       struct thesaurus_names *names) {
    const char *end = thesaurus->blob.data + thesaurus->blob.length;
    const char *at = entry + strlen(entry) + 1;
    int count = at < end ? (unsigned char)*at++ : 0;
    for (int i = 0; i < count && names->count < THESAURUS_MOST_NAMES; i++) {
        if (at + 1 >= end)
            return;
        unsigned origin = (unsigned char)*at++;
        const char *language = at;
        const char *text = language + strlen(language) + 1;
        if (text >= end || origin >= QUERY_ORIGIN_COUNT)
            return;
        names->items[names->count++] =
            (struct thesaurus_name){text, language, (enum query_origin)origin};
        at = text + strlen(text) + 1;
    }
}

/* ---- finding ---- */

static bool is_capital(struct slice source) {
    bool has_letter = false;
    for (size_t i = 0; i < source.length; i++) {
        if (source.data[i] >= 'a' && source.data[i] <= 'z')
            return i + 1 == source.length && source.data[i] == 's' && i >= 2; /* NSAIDs */
        has_letter = has_letter || (source.data[i] >= 'A' && source.data[i] <= 'Z');
    }
    return has_letter && source.length >= 2;
}

static bool find_abbreviation(const struct thesaurus *thesaurus, const struct thesaurus_word *word,
                              bool with_common, struct thesaurus_names *names) {
    struct slice source = word->source;
    if (!is_capital(source) || (!with_common && token_is_stop_word(slice_of(word->text), NULL)))
        return false;
    if (source.data[source.length - 1] == 's')
        source.length--;
    struct strbuf key = {0};
    strbuf_add_char(&key, THESAURUS_ABBREVIATION);
    strbuf_add_slice(&key, source);
    const char *entry = find_entry(thesaurus, key.data);
    strbuf_release(&key);
    if (entry)
        read_names(thesaurus, entry, names);
    return entry != NULL;
}

int thesaurus_find(const struct thesaurus *thesaurus, const struct thesaurus_word *words, int count,
                   bool with_common_abbreviations, struct thesaurus_names *names) {
    names->count = 0;
    if (thesaurus->entry_count == 0 || count == 0)
        return 0;
    struct strbuf key = {0};
    const char *best = NULL;
    int taken = 0;
    strbuf_add_char(&key, THESAURUS_WORDS);
    for (int i = 0; i < count && i < thesaurus->most_words; i++) {
        if (i > 0)
            strbuf_add_char(&key, ' ');
        strbuf_add(&key, words[i].stem);
        const char *entry = find_entry(thesaurus, key.data);
        if (entry) {
            best = entry;
            taken = i + 1;
        }
    }
    strbuf_release(&key);
    if (taken <= 1 && find_abbreviation(thesaurus, &words[0], with_common_abbreviations, names))
        return 1;
    if (best)
        read_names(thesaurus, best, names);
    return taken;
}

static const char *find_one(const struct thesaurus *thesaurus, enum thesaurus_key_kind kind,
                            struct slice text) {
    struct thesaurus_names names = {.count = 0};
    struct strbuf key = {0};
    strbuf_add_char(&key, (char)kind);
    strbuf_add_slice(&key, text);
    const char *entry = find_entry(thesaurus, key.data);
    strbuf_release(&key);
    if (entry)
        read_names(thesaurus, entry, &names);
    return names.count ? names.items[0].text : NULL;
}

bool thesaurus_other_ending(const struct thesaurus *thesaurus, struct arena *arena,
                            const char *word, const char **other) {
    enum { LEAST_STEM = 4, LONGEST_ENDING = 10 };
    size_t length = strlen(word);
    for (size_t stem = length > LONGEST_ENDING ? length - LONGEST_ENDING : 0; stem < length;
         stem++) {
        const char *ending = stem >= LEAST_STEM
                                 ? find_one(thesaurus, THESAURUS_ENDING, slice_of(word + stem))
                                 : NULL;
        if (ending) {
            *other = arena_format(arena, "%.*s%s", (int)stem, word, ending);
            return true;
        }
    }
    return false;
}

static void visit_words(const char *text, struct slice first_bytes, thesaurus_visitor *visitor,
                        void *context) {
    while (*text) {
        size_t length = strcspn(text, " ");
        if (length >= first_bytes.length && memcmp(text, first_bytes.data, first_bytes.length) == 0)
            visitor(context, slice_make(text, length));
        text += length + (text[length] == ' ');
    }
}

void thesaurus_each_word(const struct thesaurus *thesaurus, struct slice first_bytes,
                         thesaurus_visitor *visitor, void *context) {
    for (size_t i = 0; i < thesaurus->entry_count; i++) {
        struct thesaurus_names names = {.count = 0};
        const char *entry = entry_key(thesaurus, i);
        if (*entry == THESAURUS_WRITTEN)
            visit_words(entry + 1, first_bytes, visitor, context);
        if (*entry != THESAURUS_WORDS && *entry != THESAURUS_ABBREVIATION)
            continue;
        read_names(thesaurus, entry, &names);
        for (int k = 0; k < names.count; k++)
            visit_words(names.items[k].text, first_bytes, visitor, context);
    }
}

size_t thesaurus_count(const struct thesaurus *thesaurus) {
    size_t count = 0;
    for (size_t i = 0; i < thesaurus->entry_count; i++)
        count += *entry_key(thesaurus, i) != THESAURUS_WRITTEN;
    return count;
}

const char *thesaurus_correction(const struct thesaurus *thesaurus, struct slice word) {
    return find_one(thesaurus, THESAURUS_MISSPELLING, word);
}
