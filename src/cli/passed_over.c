/* passed_over.c - see passed_over.h.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/passed_over.h"

const char *passed_over_text(struct arena *arena, const struct index_passed_over *kinds,
                             size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count; i++) {
        const char *kind = *kinds[i].kind ? kinds[i].kind : "without an ending";
        const char *hint = kinds[i].hint;
        text = arena_format(arena, "%s%s%zu %s%s%s%s", text, *text ? ", " : "", kinds[i].files,
                            kind, *hint ? " (" : "", hint, *hint ? ")" : "");
    }
    return text;
}

void passed_over_json(struct output *out, const struct index_passed_over *kinds, size_t count) {
    output_list(out, "not_articles");
    for (size_t i = 0; i < count; i++) {
        output_map(out, NULL);
        output_text(out, "kind", kinds[i].kind);
        output_integer(out, "files", (int64_t)kinds[i].files);
        output_text(out, "hint", kinds[i].hint);
        output_end_map(out);
    }
    output_end_list(out);
}
