/* reader_docx.c - a Word document -> an article.
 *
 * Layer: corpus; libzip and libxml2. Read in one pass: nothing of the document is kept but the open
 * paragraphs. Deleted and hidden text is left out, inserted text is in. Order: runs, paragraphs,
 * notes, the document, the file.
 */
#include "corpus/article_header.h"
#include "corpus/article_named.h"
#include "corpus/readers/docx_elements.h"
#include "corpus/readers/docx_notes.h"
#include "corpus/readers/docx_parts.h"
#include "corpus/readers/docx_styles.h"
#include "corpus/readers/office_metadata.h"
#include "corpus/readers/reader_formats.h"
#include "corpus/readers/word_symbols.h"

#include <stdlib.h>

struct paragraph {
    struct docx_style style;
    int outline_level, list, list_level;
    bool end_is_deleted;
};

struct document {
    struct office_flow flow;
    struct arena *arena;
    struct docx_styles styles;
    struct docx_lists lists;
    struct docx_notes footnotes, endnotes;
    struct docx_notes *reading; /* the notes being read, or NULL in the document itself */
    int note_id;                /* of the open one */
    struct paragraph paragraphs[FLOW_DEEPEST_PARAGRAPH + 1]; /* the open ones, from 1 */
    int depth;
    bool in_run, run_is_hidden, run_is_raised, in_text;
    bool in_paragraph_properties, in_row_properties;
    bool row_is_deleted, cell_is_deleted, is_placeholder, has_foreign_part;
};

static struct paragraph *open_paragraph(struct document *document) {
    return &document->paragraphs[document->depth];
}

/* -- runs ---------------------------------------------------------------------------------- */

static void open_run(struct document *document) {
    document->in_run = true;
    document->run_is_hidden = open_paragraph(document)->style.hidden == 1;
    document->run_is_raised = false;
}

static void take_run_style(struct document *document, struct slice id) {
    struct docx_style style = docx_style_of(&document->styles, id);
    if (style.hidden != DOCX_UNSET)
        document->run_is_hidden = style.hidden == 1;
    if (style.raised != DOCX_UNSET)
        document->run_is_raised = style.raised == 1;
}

static void add_text(struct document *document, struct slice text) {
    if (document->run_is_hidden)
        return;
    if (document->run_is_raised)
        flow_add_raised(&document->flow, text);
    else
        flow_add_text(&document->flow, text);
}

static void add_symbol(struct document *document, const struct xml_attributes *attributes) {
    struct slice code = xml_attribute(attributes, "char");
    char digits[9] = "";
    if (code.length < sizeof digits)
        memcpy(digits, code.data, code.length);
    add_text(document, slice_of(word_symbol(xml_attribute(attributes, "font"),
                                            (unsigned)strtoul(digits, NULL, 16))));
}

static void add_picture(struct document *document, const struct xml_attributes *attributes) {
    struct slice description = xml_attribute(attributes, "descr");
    if (document->run_is_hidden || !article_is_description(description))
        return;
    flow_add_text(&document->flow, slice_of(" "));
    flow_add_text(&document->flow, description);
    flow_add_text(&document->flow, slice_of(" "));
}

/* -- paragraphs ---------------------------------------------------------------------------- */

static void open_block(struct document *document) {
    flow_open_paragraph(&document->flow);
    if (document->depth < FLOW_DEEPEST_PARAGRAPH)
        document->depth++;
    *open_paragraph(document) = (struct paragraph){
        .style = docx_style_of(&document->styles, slice_of(document->styles.default_paragraph)),
        .outline_level = DOCX_UNSET,
        .list = DOCX_UNSET,
        .list_level = DOCX_UNSET,
    };
    document->in_run = document->run_is_hidden = document->run_is_raised = false;
}

static struct flow_block block_of(struct document *document) {
    struct paragraph *paragraph = open_paragraph(document);
    struct flow_block block = {.kind = paragraph->style.kind};
    int outline = paragraph->outline_level != DOCX_UNSET ? paragraph->outline_level
                                                         : paragraph->style.outline_level;
    int list = paragraph->list != DOCX_UNSET ? paragraph->list : paragraph->style.list;
    int level =
        paragraph->list_level != DOCX_UNSET ? paragraph->list_level : paragraph->style.list_level;
    if (paragraph->end_is_deleted) {
        block.kind = FLOW_JOINED;
    } else if (block.kind == FLOW_PARAGRAPH && outline >= 0 && outline < DOCX_BODY_LEVEL) {
        block.kind = FLOW_HEADING;
        block.level = outline + 1;
    } else if (block.kind == FLOW_PARAGRAPH && list > DOCX_NO_LIST &&
               docx_next_item(&document->lists, list, level, block.marker)) {
        block.kind = FLOW_ITEM;
    }
    return block;
}

/* An empty paragraph has no number, as Word shows none of its own accord for it; but one that was
 * deleted must not count either. */
static void close_block(struct document *document) {
    struct flow_block block = block_of(document);
    flow_close_paragraph(&document->flow, &block);
    if (document->depth)
        document->depth--;
    document->in_run = document->run_is_hidden = document->run_is_raised = false;
}

/* Deleted text is left out whole. Among properties the mark means the end of the paragraph (it then
 * goes on in the next one) or a row. */
static void take_deletion(struct document *document) {
    if (document->in_paragraph_properties)
        open_paragraph(document)->end_is_deleted = true;
    else if (document->in_row_properties)
        document->row_is_deleted = true;
}

/* -- notes --------------------------------------------------------------------------------- */

static void close_note(struct document *document) {
    if (!document->reading)
        return;
    docx_add_note(document->arena, document->reading, document->note_id,
                  strbuf_slice(&document->flow.notes));
    strbuf_truncate(&document->flow.notes, 0);
}

static void use_note(struct document *document, const struct docx_notes *notes,
                     const struct xml_attributes *attributes) {
    if (document->run_is_hidden || document->reading)
        return;
    struct slice note = docx_use_note(notes, xml_attribute_number(attributes, "id", DOCX_UNSET));
    if (note.length)
        flow_add_note(&document->flow, note);
}

/* -- the document -------------------------------------------------------------------------- */

static void take_property(struct document *document, enum docx_use use,
                          const struct xml_attributes *attributes) {
    struct paragraph *paragraph = open_paragraph(document);
    struct slice value = xml_attribute(attributes, "val");
    switch (use) {
    case USE_PARAGRAPH_STYLE:
        paragraph->style = docx_style_of(&document->styles, value);
        break;
    case USE_OUTLINE:
        paragraph->outline_level = xml_attribute_number(attributes, "val", DOCX_UNSET);
        break;
    case USE_LIST:
        paragraph->list = xml_attribute_number(attributes, "val", DOCX_UNSET);
        break;
    case USE_LEVEL:
        paragraph->list_level = xml_attribute_number(attributes, "val", 0);
        break;
    case USE_RUN_STYLE:
        if (document->in_run)
            take_run_style(document, value);
        break;
    case USE_VANISH:
        if (document->in_run)
            document->run_is_hidden = docx_is_on(attributes);
        break;
    case USE_RAISED:
        if (document->in_run)
            document->run_is_raised = slice_is(value, "superscript");
        break;
    case USE_CELL_DELETED:
        document->cell_is_deleted = true;
        break;
    case USE_PLACEHOLDER:
        document->is_placeholder = docx_is_on(attributes);
        break;
    default:
        break;
    }
}

static void take_content(struct document *document, enum docx_use use,
                         const struct xml_attributes *attributes) {
    switch (use) {
    case USE_BLANK:
        add_text(document, slice_of(" "));
        break;
    case USE_HYPHEN:
        add_text(document, slice_of("-"));
        break;
    case USE_DENOMINATOR:
        add_text(document, slice_of("/"));
        break;
    case USE_POWER:
        add_text(document, slice_of("^"));
        break;
    case USE_SYMBOL:
        add_symbol(document, attributes);
        break;
    case USE_PICTURE:
        add_picture(document, attributes);
        break;
    case USE_FOOTNOTE:
        use_note(document, &document->footnotes, attributes);
        break;
    case USE_ENDNOTE:
        use_note(document, &document->endnotes, attributes);
        break;
    case USE_FOREIGN:
        document->has_foreign_part = true;
        break;
    default:
        take_property(document, use, attributes);
        break;
    }
}

static bool start(void *context, const char *name, const struct xml_attributes *attributes) {
    struct document *document = context;
    enum docx_use use = docx_use_of(name);
    switch (use) {
    case USE_SKIP:
        return false;
    case USE_DELETED:
        take_deletion(document);
        return false;
    case USE_PARAGRAPH:
        open_block(document);
        break;
    case USE_PARAGRAPH_PROPERTIES:
        document->in_paragraph_properties = true;
        break;
    case USE_ROW_PROPERTIES:
        document->in_row_properties = true;
        break;
    case USE_RUN:
        open_run(document);
        break;
    case USE_TEXT:
        document->in_text = true;
        break;
    case USE_TABLE:
        flow_open_table(&document->flow);
        break;
    case USE_ROW:
        document->row_is_deleted = false;
        break;
    case USE_CELL:
        document->cell_is_deleted = false;
        break;
    case USE_NOTE:
        document->note_id = xml_attribute_number(attributes, "id", DOCX_UNSET);
        break;
    case USE_PLACE_CONTENT:
        if (document->is_placeholder) {
            document->is_placeholder = false;
            return false; /* "Click here to enter text" */
        }
        break;
    default:
        take_content(document, use, attributes);
        break;
    }
    return true;
}

static void end(void *context, const char *name) {
    struct document *document = context;
    switch (docx_use_of(name)) {
    case USE_PARAGRAPH:
        close_block(document);
        break;
    case USE_PARAGRAPH_PROPERTIES:
        document->in_paragraph_properties = false;
        break;
    case USE_ROW_PROPERTIES:
        document->in_row_properties = false;
        break;
    case USE_RUN:
        document->in_run = document->run_is_hidden = document->run_is_raised = false;
        break;
    case USE_TEXT:
        document->in_text = false;
        break;
    case USE_TABLE:
        flow_close_table(&document->flow);
        break;
    case USE_ROW:
        flow_close_row(&document->flow, document->row_is_deleted);
        document->row_is_deleted = false;
        break;
    case USE_CELL:
        flow_close_cell(&document->flow, document->cell_is_deleted);
        document->cell_is_deleted = false;
        break;
    case USE_NOTE:
        close_note(document);
        break;
    default:
        break;
    }
}

static void text(void *context, struct slice piece) {
    struct document *document = context;
    if (document->in_text)
        add_text(document, piece);
}

static const struct xml_handler handler = {start, end, text};

/* -- the file ------------------------------------------------------------------------------ */

/* A paragraph of a note is kept as text; no section stands around it yet. */
static bool read_notes(struct document *document, struct zip_archive *zip, const char *member,
                       struct docx_notes *notes, struct error *err) {
    if (!member || !zip_archive_has(zip, member))
        return true;
    document->reading = notes;
    flow_open_note(&document->flow);
    bool done = xml_stream_member(zip, member, &handler, document, err);
    document->flow.note_depth = 0;
    document->flow.line = 0;
    strbuf_truncate(&document->flow.notes, 0);
    document->reading = NULL;
    docx_sort_notes(notes);
    return done;
}

static bool check_whole(const struct document *document, const char *file, struct error *err) {
    return !document->has_foreign_part ||
           error_set(err, ERROR_INPUT,
                     "%s: holds a part in another format that can't be read here (altChunk), open "
                     "it in Word and save it again",
                     file);
}

static bool read_document(struct document *document, struct zip_archive *zip, struct error *err) {
    struct article_builder *builder = document->flow.builder;
    struct docx_parts parts = {0};
    if (!docx_find_parts(zip, document->arena, &parts, err) ||
        !office_read_metadata(zip, parts.custom_properties, builder, err) ||
        !office_read_metadata(zip, parts.core_properties, builder, err) ||
        !docx_read_styles(zip, parts.styles, &document->styles, err) ||
        !docx_read_lists(zip, parts.lists, &document->lists, err) ||
        !read_notes(document, zip, parts.footnotes, &document->footnotes, err) ||
        !read_notes(document, zip, parts.endnotes, &document->endnotes, err) ||
        !xml_stream_member(zip, parts.document, &handler, document, err))
        return false;
    flow_finish(&document->flow);
    const char *language = article_language(document->arena, slice_of(document->styles.language));
    if (language && strcmp(builder->article.language, "und") == 0)
        builder->article.language = language;
    return check_whole(document, builder->file, err);
}

bool reader_docx(struct article_builder *builder, struct slice bytes, struct error *err) {
    struct zip_archive *zip = zip_archive_open(builder->file, bytes, err);
    if (!zip)
        return false;
    struct document document = {.arena = builder->arena,
                                .styles = {.arena = builder->arena},
                                .lists = {.arena = builder->arena}};
    flow_start(&document.flow, builder);
    bool done = read_document(&document, zip, err);
    flow_discard(&document.flow);
    zip_archive_close(zip);
    return done;
}
