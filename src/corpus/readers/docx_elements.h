/* docx_elements.h - what the elements of a Word document mean for its text.
 *
 * Layer: corpus, private to the DOCX reader.
 */
#ifndef FOOTNOTE_CORPUS_READERS_DOCX_ELEMENTS_H
#define FOOTNOTE_CORPUS_READERS_DOCX_ELEMENTS_H

enum docx_use {
    USE_PASS, /* all that is not in the table: what is in it counts */
    USE_SKIP,
    USE_BLANK,
    USE_CELL,
    USE_CELL_DELETED,
    USE_DELETED,
    USE_DENOMINATOR,
    USE_ENDNOTE,
    USE_FOOTNOTE,
    USE_FOREIGN,
    USE_HYPHEN,
    USE_LEVEL,
    USE_LIST,
    USE_NOTE,
    USE_OUTLINE,
    USE_PARAGRAPH,
    USE_PARAGRAPH_PROPERTIES,
    USE_PARAGRAPH_STYLE,
    USE_PICTURE,
    USE_PLACEHOLDER,
    USE_PLACE_CONTENT,
    USE_POWER,
    USE_RAISED,
    USE_ROW,
    USE_ROW_PROPERTIES,
    USE_RUN,
    USE_RUN_STYLE,
    USE_SYMBOL,
    USE_TABLE,
    USE_TEXT,
    USE_VANISH,
};

/* By the name that xml_stream.h gives. */
enum docx_use docx_use_of(const char *name);

#endif
