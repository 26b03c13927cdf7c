/* text_pages.c - words and their rows -> the pages of an FTS5 segment.
 *
 * Layer: index, building half. Order: rows of the tables, doclist-index, leaves, words, rows.
 *
 * A leaf: u16 offset of the first row that begins on it where a list goes on from the page before
 * (else 0), u16 its length up to the footer, lists and words, and as footer the distances between
 * the words' places. A word: shared bytes with the one before (not for the first on a page), how
 * many follow, they. Its list: row (first of the list or page: itself, else the distance), twice
 * the length of its positions, they. A row of the idx table for each leaf with a word: what tells
 * its first word from the one before, twice the page's number. A word whose list has FEW_PAGES
 * pages without a word behind its own has a doclist-index, which says with which row each begins:
 * the idx row has then 1 added. FTS5 cuts such an index in pages of its own at TEXT_PAGE_BYTES; a
 * log is too short for that, and reading a longer one is no matter.
 */
#include "index/full_text/text_segment.h"

enum { LEAF_HEAD_BYTES = 4, FEW_PAGES = 4, SEGMENT_SHIFT = 37, SKIPS_SHIFT = 36 };

/* ---- rows of the tables ---- */

static bool write_block(struct text_pages *pages, int64_t id, const struct strbuf *block,
                        struct error *err) {
    sqlite3_stmt *statement = statement_get(pages->index, STATEMENT_TEXT_BLOCK_SET, err);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, ((int64_t)pages->segment << SEGMENT_SHIFT) + id);
    sqlite3_bind_blob64(statement, 2, block->data, block->length, SQLITE_STATIC);
    return statement_run(pages->index, statement, err);
}

/* ---- doclist-index ---- */

static void note_row(struct text_pages *pages, int64_t row) {
    if (pages->skips.length == 0) {
        strbuf_add_char(&pages->skips, 0); /* the only page of it */
        text_add_number(&pages->skips, pages->page_number);
        pages->skips_row = 0;
    }
    text_add_number(&pages->skips, (uint64_t)(row - pages->skips_row));
    pages->skips_row = row;
}

/* Writes what is known of the page whose row of the idx table waits. */
static bool write_separator(struct text_pages *pages, struct error *err) {
    bool has_skips = pages->skips.length > 0 && pages->pages_without_term >= FEW_PAGES;
    if (pages->separator_page == 0)
        return true;
    if (has_skips &&
        !write_block(pages, ((int64_t)1 << SKIPS_SHIFT) + pages->skips_page, &pages->skips, err))
        return false;
    strbuf_truncate(&pages->skips, 0);
    pages->pages_without_term = 0;
    sqlite3_stmt *statement = statement_get(pages->index, STATEMENT_TEXT_SEPARATOR_ADD, err);
    if (!statement)
        return false;
    sqlite3_bind_int(statement, 1, pages->segment);
    sqlite3_bind_blob64(statement, 2, strbuf_text(&pages->separator), pages->separator.length,
                        SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, ((int64_t)pages->separator_page << 1) + has_skips);
    pages->separator_page = 0;
    return statement_run(pages->index, statement, err);
}

/* ---- leaves ---- */

static void put_u16(char *at, size_t number) {
    at[0] = (char)(number >> 8);
    at[1] = (char)number;
}

static void begin_leaf(struct text_pages *pages) {
    static const char empty[LEAF_HEAD_BYTES];
    strbuf_truncate(&pages->page, 0);
    strbuf_truncate(&pages->offsets, 0);
    strbuf_add_bytes(&pages->page, empty, sizeof empty);
    pages->previous_offset = 0;
    pages->is_first_term = pages->is_first_row_in_page = true;
}

void text_pages_begin(struct text_pages *pages, struct index *index, int segment) {
    *pages = (struct text_pages){
        .index = index, .segment = segment, .page_number = 1, .separator_page = 1};
    strbuf_reserve(&pages->page, (size_t)2 * TEXT_PAGE_BYTES); /* a page is never so long */
    begin_leaf(pages);
}

void text_pages_release(struct text_pages *pages) {
    strbuf_release(&pages->page);
    strbuf_release(&pages->offsets);
    strbuf_release(&pages->term);
    strbuf_release(&pages->skips);
    strbuf_release(&pages->separator);
}

static size_t used_bytes(const struct text_pages *pages) {
    return pages->page.length + pages->offsets.length;
}

static bool end_leaf(struct text_pages *pages, struct error *err) {
    put_u16(pages->page.data + 2, pages->page.length);
    if (pages->is_first_term) {
        if (pages->is_first_row_in_page && pages->skips.length > 0)
            strbuf_add_char(&pages->skips, 0); /* positions of one row, from end to end */
        pages->pages_without_term++;
    } else {
        strbuf_add_slice(&pages->page, strbuf_slice(&pages->offsets));
    }
    if (!write_block(pages, pages->page_number, &pages->page, err))
        return false;
    pages->page_number++;
    begin_leaf(pages);
    return true;
}

bool text_pages_finish(struct text_pages *pages, uint32_t *leaves, struct error *err) {
    if (pages->page.length > LEAF_HEAD_BYTES && !end_leaf(pages, err))
        return false;
    *leaves = pages->page_number - 1;
    return *leaves == 0 || write_separator(pages, err);
}

/* ---- words ---- */

static size_t shared_bytes(struct slice a, struct slice b) {
    size_t least = a.length < b.length ? a.length : b.length, i = 0;
    while (i < least && a.data[i] == b.data[i])
        i++;
    return i;
}

bool text_pages_add_term(struct text_pages *pages, struct slice term, struct error *err) {
    if (used_bytes(pages) + term.length + 2 >= TEXT_PAGE_BYTES &&
        pages->page.length > LEAF_HEAD_BYTES && !end_leaf(pages, err))
        return false;
    size_t shared = shared_bytes(strbuf_slice(&pages->term), term);
    text_add_number(&pages->offsets, pages->page.length - pages->previous_offset);
    pages->previous_offset = (uint32_t)pages->page.length;
    if (!pages->is_first_term) {
        text_add_number(&pages->page, shared);
    } else {
        if (pages->page_number > 1) {
            if (!write_separator(pages, err))
                return false;
            strbuf_truncate(&pages->separator, 0);
            strbuf_add_bytes(&pages->separator, term.data, shared + 1);
            pages->separator_page = pages->page_number;
        }
        shared = 0;
    }
    text_add_number(&pages->page, term.length - shared);
    strbuf_add_bytes(&pages->page, term.data + shared, term.length - shared);
    strbuf_truncate(&pages->term, 0);
    strbuf_add_slice(&pages->term, term);
    pages->is_first_term = pages->is_first_row_in_page = false;
    pages->is_first_row = true;
    pages->skips_page = pages->page_number;
    return true;
}

/* ---- rows ---- */

/* At least `least` bytes that end with a number. */
static size_t whole_numbers(struct slice positions, size_t least) {
    size_t length = least;
    while (length < positions.length && length > 0 && positions.data[length - 1] & 0x80)
        length++;
    return length;
}

bool text_pages_add_row(struct text_pages *pages, int64_t row, struct slice positions,
                        struct error *err) {
    if (used_bytes(pages) >= TEXT_PAGE_BYTES && !end_leaf(pages, err))
        return false;
    if (pages->is_first_row_in_page) {
        put_u16(pages->page.data, pages->page.length);
        note_row(pages, row);
    }
    bool is_whole = pages->is_first_row || pages->is_first_row_in_page;
    char *out = pages->page.data + pages->page.length; /* there is room: see text_pages_begin */
    out += text_put_number(out, (uint64_t)(is_whole ? row : row - pages->previous_row));
    out += text_put_number(out, 2 * positions.length);
    pages->page.length = (size_t)(out - pages->page.data);
    pages->previous_row = row;
    pages->is_first_row = pages->is_first_row_in_page = false;
    while (used_bytes(pages) + positions.length >= TEXT_PAGE_BYTES) {
        size_t used = used_bytes(pages);
        size_t taken =
            whole_numbers(positions, used < TEXT_PAGE_BYTES ? TEXT_PAGE_BYTES - used : 0);
        strbuf_add_bytes(&pages->page, positions.data, taken);
        positions = slice_make(positions.data + taken, positions.length - taken);
        if (!end_leaf(pages, err))
            return false;
    }
    memcpy(pages->page.data + pages->page.length, positions.data, positions.length);
    pages->page.length += positions.length;
    return true;
}
