/* pdf_clusters.c - see pdf_clusters.h.
 *
 * Layer: pdf. Order: clusters, their glyphs' shares of the text.
 */
#include "pdf/pdf_clusters.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <unictype.h>

/* ---- clusters -------------------------------------------------------------------------------- */

struct cluster *pdf_find_clusters(struct arena *arena, const struct glyph_run *run, size_t *count) {
    /* A cluster's text ends where the next one begins, in the order of the text, which need not be
     * that of the glyphs. */
    size_t length = run->text.length;
    unsigned char *begins = arena_allocate(arena, length + 1);
    for (size_t i = 0; i < run->count; i++)
        if (run->glyphs[i].cluster < length)
            begins[run->glyphs[i].cluster] = 1;
    begins[length] = 1;
    struct cluster *clusters = arena_new_array(arena, run->count + 1, struct cluster);
    *count = 0;
    for (size_t i = 0; i < run->count;) {
        size_t begin = run->glyphs[i].cluster, next = i;
        while (next < run->count && run->glyphs[next].cluster == begin)
            next++;
        if (begin > length)
            begin = length;
        size_t end = begin;
        while (end < length && !begins[++end])
            continue;
        clusters[(*count)++] = (struct cluster){
            i, next - i, slice_make(run->text.data ? run->text.data + begin : "", end - begin)};
        i = next;
    }
    return clusters;
}

bool pdf_is_mark(const struct cluster *cluster, const struct glyph *glyph) {
    return cluster->count > 1 && glyph->advance == 0;
}

/* ---- shares ---------------------------------------------------------------------------------- */

/* Two letters that have one shape, and their common code point. */
static const struct {
    const char *letters;
    unsigned form;
} forms[] = {
    {"\u0644\u0622", 0xFEF5}, {"\u0644\u0623", 0xFEF7}, {"\u0644\u0625", 0xFEF9},
    {"\u0644\u0627", 0xFEFB}, {"\u0644\u0649", 0xFC43},
};

static void add_letters(struct strbuf *out, struct slice letters) {
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (slice_is(letters, forms[i].letters)) {
            strbuf_add_code_point(out, forms[i].form);
            return;
        }
    strbuf_add_slice(out, letters);
}

static bool is_nominal(hb_font_t *font, unsigned code_point, uint32_t glyph) {
    hb_codepoint_t nominal = 0;
    return hb_font_get_nominal_glyph(font, code_point, &nominal) && nominal == glyph;
}

/* The mark that the face draws with this glyph, or all of them. */
static void add_marks(struct strbuf *out, hb_font_t *font, uint32_t glyph, struct slice marks) {
    for (size_t at = 0; at < marks.length;) {
        unsigned mark = utf8_next(marks, &at);
        if (is_nominal(font, mark, glyph)) {
            strbuf_add_code_point(out, mark);
            return;
        }
    }
    strbuf_add_slice(out, marks);
}

struct slice *pdf_share_text(struct arena *arena, hb_font_t *font, const struct glyph_run *run,
                             const struct cluster *cluster) {
    struct slice *shares = arena_new_array(arena, cluster->count, struct slice);
    struct strbuf letters = {0}, marks = {0}, share = {0};
    for (size_t at = 0; at < cluster->text.length;) {
        unsigned code_point = utf8_next(cluster->text, &at);
        bool is_mark = uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_M);
        strbuf_add_code_point(is_mark ? &marks : &letters, code_point);
    }
    for (size_t i = 0; i < cluster->count; i++) {
        const struct glyph *glyph = &run->glyphs[cluster->first + i];
        strbuf_truncate(&share, 0);
        if (!pdf_is_mark(cluster, glyph))
            add_letters(&share, strbuf_slice(&letters));
        else
            add_marks(&share, font, glyph->id, strbuf_slice(&marks));
        shares[i] = arena_slice(arena, strbuf_slice(&share));
    }
    strbuf_release(&letters);
    strbuf_release(&marks);
    strbuf_release(&share);
    return shares;
}
