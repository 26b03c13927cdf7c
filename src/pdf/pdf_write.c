/* pdf_write.c - the order of the work: which glyphs are used, the faces, the pages, the tags, what
 * the file says about itself, and the bytes.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_write.h"

#include "pdf/pdf_content.h"
#include "pdf/pdf_fonts.h"
#include "pdf/pdf_images.h"
#include "pdf/pdf_links.h"
#include "pdf/pdf_metadata.h"
#include "pdf/pdf_objects.h"
#include "pdf/pdf_structure.h"

struct writing {
    struct arena arena; /* what is needed until the file is saved */
    const struct placed_document *placed;
    const struct font *plain;
    struct pdf_file *file;
    bool compact;
    struct pdf_fonts *fonts;
    struct pdf_structure *structure;
    struct pdf_dict **pages;
};

/* Any face may end a line, and then needs its space. */
static bool use_glyphs(struct writing *writing, struct error *err) {
    for (size_t page = 0; page < writing->placed->page_count; page++)
        for (size_t i = 0; i < writing->placed->pages[page].count; i++) {
            const struct placed_item *item = &writing->placed->pages[page].items[i];
            bool used = true;
            if (item->kind == PLACED_GLYPHS && item->run.count)
                used = pdf_fonts_use(writing->fonts, &item->run, err) &&
                       pdf_fonts_use_space(writing->fonts, item->run.font, err);
            else if (pdf_content_needs_space(item))
                used = pdf_fonts_use_space(writing->fonts, writing->plain, err);
            if (!used)
                return error_prefix(err, "page %zu: ", page + 1);
        }
    return true;
}

static bool write_pages(struct writing *writing, struct pdf_dict *resources, struct error *err) {
    const struct placed_document *placed = writing->placed;
    struct pdf_dict *image_resources;
    const struct pdf_images *images =
        pdf_images_write(&writing->arena, writing->file, placed, &image_resources);
    const struct pdf_content_input input = {.arena = &writing->arena,
                                            .placed = placed,
                                            .fonts = writing->fonts,
                                            .images = images,
                                            .structure = writing->structure,
                                            .grid_per_pt = writing->compact ? 10 : 20,
                                            .plain = writing->plain};
    struct strbuf content = {0};
    bool written = true;
    for (size_t i = 0; written && i < placed->page_count; i++) {
        strbuf_truncate(&content, 0);
        written = pdf_content_write(&input, i, &content, err);
        if (!written)
            break;
        struct pdf_dict *page =
            pdf_file_add_page(writing->file, placed->pages[i].width_pt, placed->pages[i].height_pt,
                              strbuf_slice(&content), resources, image_resources);
        written =
            page != NULL || error_set(err, ERROR_ENVIRONMENT, "libharu can't add page %zu", i + 1);
        writing->pages[i] = page;
        if (page) {
            pdf_dict_add_number(page, "StructParents", (int)i);
            pdf_dict_add_name(page, "Tabs", "S");
        }
    }
    strbuf_release(&content);
    return written;
}

static bool write_file(struct writing *writing, struct strbuf *out, struct error *err) {
    struct pdf_dict *resources;
    unsigned *annotations;
    if (!use_glyphs(writing, err) ||
        !pdf_fonts_write(writing->fonts, writing->file, &resources, err) ||
        !write_pages(writing, resources, err) ||
        !pdf_links_write(&writing->arena, writing->file, writing->placed, writing->pages,
                         &annotations, err) ||
        !pdf_structure_write(writing->structure, writing->file, writing->pages, annotations, err))
        return false;
    pdf_metadata_write(writing->file, writing->placed->doc);
    pdf_outline_write(writing->file, writing->placed, writing->pages);
    return pdf_file_save(writing->file, out, err);
}

static bool write_document(const struct placed_document *placed, const struct font_set *fonts,
                           bool compact, struct strbuf *out, struct error *err) {
    if (!placed->page_count || !placed->element_count)
        return error_set(err, ERROR_ENVIRONMENT, "a document without pages can't be written");
    struct writing writing = {.placed = placed, .plain = font_set_face(fonts, FONT_REGULAR)};
    writing.file = pdf_file_new(err);
    if (!writing.file)
        return false;
    writing.compact = compact;
    if (writing.compact)
        pdf_file_set_compact(writing.file);
    writing.fonts = pdf_fonts_new(&writing.arena);
    writing.structure = pdf_structure_new(&writing.arena, placed);
    writing.pages = arena_new_array(&writing.arena, placed->page_count, struct pdf_dict *);
    bool written = write_file(&writing, out, err);
    pdf_fonts_free(writing.fonts);
    pdf_file_free(writing.file);
    arena_release(&writing.arena);
    return written;
}

bool pdf_write(const struct placed_document *placed, const struct font_set *fonts,
               struct strbuf *out, struct error *err) {
    return write_document(placed, fonts, false, out, err);
}

bool pdf_write_compact(const struct placed_document *placed, const struct font_set *fonts,
                       struct strbuf *out, struct error *err) {
    return write_document(placed, fonts, true, out, err);
}
