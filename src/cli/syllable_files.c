/* syllable_files.c - see syllable_files.h.
 *
 * Layer: cli.
 */
#include "cli/syllable_files.h"

#include "base/file.h"
#include "corpus/wording/wording.h"

#include <stdlib.h>

enum { DICTIONARY_LIMIT_BYTES = 4 * 1024 * 1024 };

bool syllable_file_read(struct arena *arena, const struct places *places, const char *language,
                        const struct syllable_dictionary **words, struct error *err) {
    const char *primary = arena_bytes(arena, language, strcspn(language, "-"));
    const char *name = arena_format(arena, "%s.syllables", primary);
    const char *folders[] = {locate_wording(arena, places),
                             places->share ? file_join(arena, places->share, "corpus/wording")
                                           : NULL};
    *words = NULL;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        const char *file = folders[i] ? file_join(arena, folders[i], name) : NULL;
        struct slice text;
        if (!file || !file_exists(file))
            continue;
        if (!file_read(arena, file, DICTIONARY_LIMIT_BYTES, &text, err))
            return false;
        *words = syllables_read(arena, text, file, err);
        return *words != NULL;
    }
    return true;
}

const struct reading_limits *reading_marks(struct arena *arena, const struct places *places,
                                           const char *language, enum reading_level level) {
    const struct reading_limits *usual = reading_limits_of(reading_language_of(language), level);
    const char *folder = locate_wording(arena, places);
    const char *primary = arena_bytes(arena, language, strcspn(language, "-"));
    const char *file =
        folder ? file_join(arena, folder, arena_format(arena, "%s.yaml", primary)) : NULL;
    struct error ignored = {0}; /* what is wrong with a wording file, check and make say */
    struct wording *wording =
        usual && file && file_exists(file) ? wording_read(arena, file, &ignored) : NULL;
    if (!wording || !wording->formula || !wording->formula[0])
        return usual;
    struct reading_limits *own = arena_new(arena, struct reading_limits);
    *own = *usual;
    reading_limits_set(own, wording->formula, strtod(wording->pass_mark, NULL));
    return own;
}
