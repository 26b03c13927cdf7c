/* docx_elements.c - see docx_elements.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/docx_elements.h"

#include "corpus/readers/xml_stream.h"

/* Sorted by name. */
static const struct xml_use uses[] = {
    {"m:den", USE_DENOMINATOR},
    {"m:sup", USE_POWER},
    {"m:t", USE_TEXT},
    {"mc:Fallback", USE_SKIP},
    {"w:altChunk", USE_FOREIGN},
    {"w:br", USE_BLANK},
    {"w:cellDel", USE_CELL_DELETED},
    {"w:cr", USE_BLANK},
    {"w:del", USE_DELETED},
    {"w:delInstrText", USE_SKIP},
    {"w:delText", USE_SKIP},
    {"w:endnote", USE_NOTE},
    {"w:endnoteReference", USE_ENDNOTE},
    {"w:footnote", USE_NOTE},
    {"w:footnoteReference", USE_FOOTNOTE},
    {"w:ilvl", USE_LEVEL},
    {"w:instrText", USE_SKIP},
    {"w:moveFrom", USE_DELETED},
    {"w:noBreakHyphen", USE_HYPHEN},
    {"w:numId", USE_LIST},
    {"w:outlineLvl", USE_OUTLINE},
    {"w:p", USE_PARAGRAPH},
    {"w:pPr", USE_PARAGRAPH_PROPERTIES},
    {"w:pPrChange", USE_SKIP},
    {"w:pStyle", USE_PARAGRAPH_STYLE},
    {"w:ptab", USE_BLANK},
    {"w:r", USE_RUN},
    {"w:rPrChange", USE_SKIP},
    {"w:rStyle", USE_RUN_STYLE},
    {"w:rt", USE_SKIP},
    {"w:sdtContent", USE_PLACE_CONTENT},
    {"w:sectPrChange", USE_SKIP},
    {"w:showingPlcHdr", USE_PLACEHOLDER},
    {"w:sym", USE_SYMBOL},
    {"w:t", USE_TEXT},
    {"w:tab", USE_BLANK},
    {"w:tabs", USE_SKIP},
    {"w:tbl", USE_TABLE},
    {"w:tblPrChange", USE_SKIP},
    {"w:tc", USE_CELL},
    {"w:tr", USE_ROW},
    {"w:trPr", USE_ROW_PROPERTIES},
    {"w:trPrChange", USE_SKIP},
    {"w:vanish", USE_VANISH},
    {"w:vertAlign", USE_RAISED},
    {"wp:docPr", USE_PICTURE},
};

enum docx_use docx_use_of(const char *name) {
    return (enum docx_use)xml_use_of(uses, sizeof uses / sizeof *uses, name, USE_PASS);
}
