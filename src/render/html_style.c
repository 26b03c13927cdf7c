/* html_style.c - the look of the page: the theme's numbers as CSS variables, and what is made of
 * them.
 *
 * Layer: render. Black on white, three rule weights, no colour but that of links. A screen gets
 * more air (--air) and longer lines than paper, one column below 40rem; printing gives the theme's
 * own sizes and spaces on the document's paper. Nothing has a fixed height, so that a reader's own
 * letter and line spacing cuts nothing off.
 *
 * Order: the theme's numbers, the sheet, paper.
 */
#include "render/html_page.h"

#include <stddef.h>

/* ---- the theme's numbers --------------------------------------------------------------------- */

#define LENGTH(name, field)                                                                        \
    { name, offsetof(struct theme, field) }

static const struct {
    const char *name;
    size_t offset; /* of a double, in points */
} lengths[] = {
    LENGTH("gutter", gutter_pt),
    LENGTH("measure", measure_pt),
    LENGTH("mark", mark_size_pt),
    LENGTH("heading-before", heading_before_pt),
    LENGTH("heading-after", heading_after_pt),
    LENGTH("paragraph-gap", paragraph_gap_pt),
    LENGTH("band-gap", band_gap_pt),
    LENGTH("title-after", title_after_pt),
    LENGTH("main-top", main_box.top),
    LENGTH("main-sides", main_box.sides),
    LENGTH("main-bottom", main_box.bottom),
    LENGTH("main-gap", main_box.gap),
    LENGTH("safety-top", safety_box.top),
    LENGTH("safety-sides", safety_box.sides),
    LENGTH("safety-bottom", safety_box.bottom),
    LENGTH("icon-gap", icon_gap_pt),
    LENGTH("bullet-indent", bullet_indent_pt),
    LENGTH("item-gap", item_gap_pt),
    LENGTH("check-box", check_box_pt),
    LENGTH("check-indent", check_indent_pt),
    LENGTH("check-gap", check_gap_pt),
    LENGTH("cell-side", cell_side_pt),
    LENGTH("cell-top", cell_top_pt),
    LENGTH("plain-row", plain_row_pt),
    LENGTH("plan-row", plan_row_pt),
    LENGTH("choice-row", choice_row_pt),
    LENGTH("diary-row", diary_row_pt),
    LENGTH("caption-gap", caption_gap_pt),
};

static const struct {
    const char *name;
    size_t offset; /* of a struct type_size */
} types[] = {
    LENGTH("title", title),          LENGTH("heading", heading), LENGTH("subheading", subheading),
    LENGTH("message", main_message), LENGTH("body", body),       LENGTH("note", note),
    LENGTH("header", header),
};

/* Rules keep their weight whatever the size of the text. */
static const struct {
    const char *name;
    size_t offset;
} rules[] = {
    LENGTH("thin", rule_thin_pt),
    LENGTH("medium", rule_medium_pt),
    LENGTH("thick", rule_thick_pt),
};

static double number_at(const struct theme *theme, size_t offset) {
    return *(const double *)(const void *)((const char *)theme + offset);
}

/* The theme's family where the reader has it, else plain ones with letters that are told apart. */
static void add_face(struct strbuf *out, const char *name, const char *family) {
    strbuf_add_format(out, "--%s:\"", name);
    for (const char *at = family ? family : "Andika"; *at; at++)
        if (!strchr("\"\\<>{};\n", *at))
            strbuf_add_char(out, *at);
    strbuf_add(out, "\",Andika,\"Atkinson Hyperlegible\",Verdana,\"Noto Sans\",system-ui,"
                    "sans-serif;");
}

static void add_variables(const struct document *doc, const struct theme *theme,
                          struct strbuf *out) {
    strbuf_add(out, ":root{--air:1.5;");
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        strbuf_add_format(out, "--%s:", lengths[i].name);
        html_add_rem(out, number_at(theme, lengths[i].offset));
        strbuf_add_char(out, ';');
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct type_size *type = (const void *)((const char *)theme + types[i].offset);
        strbuf_add_format(out, "--%s:", types[i].name);
        html_add_rem(out, type->size_pt);
        strbuf_add_format(out, ";--%s-line:", types[i].name);
        strbuf_add_number(out, type->leading_pt / type->size_pt, 3);
        strbuf_add_char(out, ';');
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        strbuf_add_format(out, "--%s:", rules[i].name);
        strbuf_add_number(out, number_at(theme, rules[i].offset), 2);
        strbuf_add(out, "pt;");
    }
    double width_pt, height_pt;
    paper_size(doc->paper, &width_pt, &height_pt);
    add_face(out, "face", theme->face);
    add_face(out, "heading-face", theme->heading_face);
    strbuf_add(out, "--width:");
    html_add_rem(out, width_pt - 2 * theme->margin_pt);
    strbuf_add(out, "}\n");
}

/* ---- the sheet ------------------------------------------------------------------------------- */

/* Pieces of one sheet, written one behind the other. */
static const char *const sheet[] = {
    "*,::before,::after{box-sizing:border-box}\n",
    "html{color-scheme:light;-webkit-text-size-adjust:100%;text-size-adjust:100%}\n",
    "body{margin:0 auto;padding:1.5rem;max-width:calc(var(--width) + 3rem);background:#fff;",
    "color:#000;font-family:var(--face);font-size:var(--body);",
    "line-height:max(1.45,var(--body-line));",
    "overflow-wrap:break-word}\n",
    /* spaces: every block a paragraph's gap below the one before, and more where more begins */
    ":where(p,ul,ol,dl,dd,h1,h2,h3,h4,h5,h6,figure,table){margin:0;padding:0}\n",
    ":where(main,section,.column,.group,.flow,.body,li,dd,td,th)>*+*",
    "{margin-top:calc(var(--paragraph-gap)*var(--air))}\n",
    ":where(main,section,.column,.group,.flow,.body)>*+:is(section,.headline,h2,h3,h4,h5,h6)",
    "{margin-top:calc(var(--heading-before)*var(--air))}\n",
    ":where(main,section,.column,.group,.flow)>*+:is(.band,.box,.group,.flow)",
    "{margin-top:calc(var(--band-gap)*var(--air))}\n",
    ":where(main,section,.column,.group,.flow)>:is(.band,.box,.group,.flow)",
    "+:not(.band,.box,.group,.flow){margin-top:calc(var(--heading-before)*var(--air))}\n",
    ":is(h2,h3,h4,h5,h6,.headline)+:not(:is(h2,h3,h4,h5,h6,section))",
    "{margin-top:calc(var(--heading-after)*var(--air))}\n",
    "h1+*{margin-top:calc(var(--title-after)*var(--air))}\n",
    "p,li,dd{max-width:calc(var(--measure) + 6rem);text-wrap:pretty}\n",
    /* headings */
    "h1,h2,h3,h4,h5,h6{font-family:var(--heading-face)}\n",
    "h1{font-size:var(--title);line-height:var(--title-line);text-wrap:balance}\n",
    "h2{font-size:var(--heading);line-height:var(--heading-line)}\n",
    "h3,h4,h5,h6{font-size:var(--subheading);line-height:var(--subheading-line)}\n",
    ".headline{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem 1rem}\n",
    ":is(h1,h2,h3,h4,h5,h6)>.symbol{margin-right:var(--icon-gap);vertical-align:-.2em}\n",
    "body>header,body>footer{display:flex;flex-wrap:wrap;justify-content:space-between;",
    "gap:.25rem 1.5rem;font-size:var(--header)}\n",
    "body>header{border-bottom:var(--thin) solid;padding-bottom:.35rem;margin-bottom:1.25rem}\n",
    "body>footer{border-top:var(--thin) solid;padding-top:.35rem;margin-top:1.75rem}\n",
    ".note,figcaption,table{font-size:var(--note);line-height:max(1.4,var(--note-line))}\n",
    /* links and marks: a finger's width each, without moving the words */
    "a{color:#00408f;text-underline-offset:.15em}\n",
    ":focus-visible{outline:3px solid #00408f;outline-offset:2px}\n",
    ":target{background:#fff3bf;box-shadow:0 0 0 .2em #fff3bf}\n",
    "sup{font-size:var(--mark);line-height:0;vertical-align:.45em;margin-left:.12em}\n",
    "sup.full{font-size:1em;vertical-align:baseline}\n",
    "sup a{display:inline-block;line-height:1;padding:7px 10px;margin:-7px -10px;",
    "text-decoration:none}\n",
    "sup a:hover{text-decoration:underline}\n",
    ".together{white-space:nowrap}\n",
    ".hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;",
    "clip-path:inset(50%);white-space:nowrap}\n",
    /* symbols and drawings */
    ".symbol{fill:currentColor;stroke:currentColor;overflow:visible;vertical-align:-.12em}\n",
    ".line{display:inline-block;max-width:100%;border-bottom:var(--thin) solid;height:1.2em}\n",
    ".lines>div{border-bottom:var(--thin) solid}\n",
    ".drawing,img{display:block;max-width:100%;height:auto}\n",
    "img{object-fit:contain}\n",
    ".drawing{overflow:visible;background:#fff;forced-color-adjust:none;stroke-miterlimit:10}\n",
    "figure.right>*{margin-left:auto;text-align:right}",
    "figure.middle>*{margin-inline:auto;text-align:center}\n",
    "figcaption{margin-top:var(--caption-gap)}\n",
    ".rule{border-top:var(--medium) solid}\n",
    ".strip .symbol{margin-left:.5rem}\n",
    /* boxes */
    ".box{border:var(--thin) solid;padding:var(--main-top) var(--main-sides) var(--main-bottom)}\n",
    ".box.main{border-width:var(--medium)}\n",
    ".box.safety{border-width:var(--thick);padding:var(--safety-top) var(--safety-sides) ",
    "var(--safety-bottom)}\n",
    ".box.callout{border-width:0 0 0 var(--medium);padding-block:0}\n",
    ".label{font-size:var(--message);line-height:var(--message-line);font-weight:bold}\n",
    ".box.labelled{display:grid;grid-template-columns:fit-content(40%) 1fr;",
    "column-gap:var(--main-gap)}\n",
    ".box.labelled>.body{margin:0}\n",
    ".message{font-size:var(--message);line-height:var(--message-line)}\n",
    /* lists */
    "li{margin-left:calc(var(--bullet-indent) + .25rem)}\n",
    "li+li{margin-top:calc(var(--item-gap)*var(--air))}\n",
    "ul.plus{list-style-type:\"+\\2002\"}\n",
    "ul.minus{list-style-type:\"\\2013\\2002\"}\n",
    ":is(.plus,.minus)>li::marker{font-weight:bold}\n",
    "ol>li{margin-left:2em}\n",
    "ol.notes{list-style-type:lower-latin}\n",
    "ul.plain,ul.boxes,ul.checks{list-style:none}\n",
    ":is(ul.plain,ul.boxes,ul.checks)>li{margin-left:0}\n",
    "ul.boxes>li{padding-left:var(--check-indent);position:relative}\n",
    "ul.boxes>li>.symbol:first-child{position:absolute;left:0;top:.22em}\n",
    "ul.checks>li{display:flex;align-items:flex-start}\n",
    "ul.checks>li+li,ul.boxes>li+li{margin-top:calc(var(--check-gap)*var(--air)*.8)}\n",
    "ul.checks>li>*{margin-top:0}\n",
    "input[type=checkbox]{appearance:none;flex:none;width:1.5rem;height:1.5rem;",
    "margin:max(0px,calc((1lh - 1.5rem)/2)) .6rem 0 0;",
    "border:1pt solid;background:#fff;border-radius:0;display:grid}\n",
    "input[type=checkbox]:checked::before{content:\"\";margin:.2rem auto;width:.5rem;",
    "height:.85rem;border:solid #000;border-width:0 .17rem .17rem 0;transform:rotate(40deg)}\n",
    "dt{font-weight:bold}\n",
    ".definitions>div+div{margin-top:calc(var(--item-gap)*var(--air))}\n",
    ".definitions dd{padding-left:var(--bullet-indent)}\n",
    ".columns-2{columns:2 14rem}.columns-3{columns:3 10rem}.columns-4{columns:4 8rem}",
    ".columns-5{columns:5 7rem}.columns-6{columns:6 6rem}\n",
    ":is(.columns-2,.columns-3,.columns-4,.columns-5,.columns-6){column-gap:var(--gutter)}\n",
    ":is(.columns-2,.columns-3,.columns-4,.columns-5,.columns-6)>*{break-inside:avoid}\n",
    /* tables */
    "table{border-collapse:collapse;width:100%}\n",
    "caption{height:0;line-height:0}\n",
    "th,td{padding:var(--cell-top) var(--cell-side);text-align:left;vertical-align:top;",
    "height:var(--plain-row)}\n",
    "thead th,thead td{vertical-align:bottom}\n",
    "tbody th{font-weight:normal}tbody th.bold{font-weight:bold}\n",
    "th.right,td.right{text-align:right}th.middle,td.middle{text-align:center}\n",
    "table:not(.spans) :is(th,td):first-child{padding-left:0}\n",
    "table:not(.spans) :is(th,td):last-child{padding-right:0}\n",
    ":is(.plain,.plan,.diary){border-block:var(--medium) solid}\n",
    ":is(.plain,.plan,.diary) thead{border-bottom:var(--medium) solid}\n",
    ":is(.plain,.plan,.diary) tbody tr+tr{border-top:var(--thin) solid}\n",
    ".choice{border-block:var(--thin) solid}.choice tr+tr{border-top:var(--thin) solid}.choice ",
    "td{height:var(--choice-row)}\n",
    ".plan td,.plan th{height:var(--plan-row)}.diary tbody :is(td,th){height:var(--diary-row)}\n",
    ".diary tbody th{white-space:nowrap}.diary thead :is(td,th){padding-inline:.15rem}\n",
    ".diary :is(td,th)+:is(td,th){border-left:var(--thin) solid}\n",
    ".wide{overflow-x:auto}\n",
    "dl.identity{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1.5rem;",
    "border-block:var(--thin) solid;padding:.35rem 0;font-size:var(--note);",
    "line-height:max(1.4,var(--note-line))}\n",
    ".identity dt{font-weight:normal}.identity dd{margin:0}\n",
    /* side by side */
    ".band{display:grid;grid-template-columns:repeat(12,minmax(0,1fr));",
    "column-gap:var(--gutter)}\n",
    ".column{min-width:0}\n",
    ".column>.box:only-child{height:100%}\n",
};

/* Below 40rem on a screen, or where the theme asks for it: one column ... */
static const char *const one_column[] = {
    ".band{display:block}\n",
    ".column+.column{margin-top:calc(var(--heading-before)*var(--air))}\n",
    ".column>.box:only-child{height:auto}\n",
    "[class*=columns-]{columns:auto}\n",
    ".headline{display:block}\n",
    ".identity>div{display:grid;grid-template-columns:minmax(5rem,10rem) 1fr;",
    "column-gap:1rem;width:100%}\n",
};

/* ... labels above ... */
static const char *const label_above[] = {
    ".box.labelled{display:block}\n",
    ".box.labelled>.body{margin-top:calc(var(--paragraph-gap)*var(--air))}\n",
};

/* ... and tables in stacks. */
static const char *const stacked[] = {
    ".stacks,.stacks :is(tbody,tr,td,th){display:block;width:auto;height:auto!important}\n",
    ".stacks thead{position:absolute;width:1px;height:1px;overflow:hidden;",
    "clip-path:inset(50%)}\n",
    ".stacks colgroup{display:none}\n",
    ".stacks tr{padding:.5rem 0;break-inside:avoid}\n",
    ".stacks :is(td,th){padding:.1rem 0;border-left:0!important;text-align:left!important}\n",
    ".stacks td:empty::after{content:\"\";display:inline-block;width:10rem;",
    "border-bottom:var(--thin) solid}\n",
    ".stacks tbody th{font-weight:bold}\n",
    ".stacks :is(td,th)[data-head]::before{content:attr(data-head) \": \";font-weight:bold}\n",
};

/* A telephone only. */
static const char *const telephone[] = {
    "body{padding:1rem}\n",
    ".together{white-space:normal}\n",
    ".diary{table-layout:fixed}.diary :is(td,th){padding-inline:.2rem;overflow-wrap:anywhere;",
    "hyphens:auto}\n",
    ".diary tbody th{white-space:normal}.diary th:first-child{padding-left:0}\n",
};

/* ---- paper ----------------------------------------------------------------------------------- */

static const char *const paper_sheet[] = {
    "html{font-size:12pt}\n",
    ":root{--air:.75}\n", /* the running lines take their room from the gaps: one sheet stays one */
    "body{padding:0;max-width:none;line-height:var(--body-line)}\n",
    ".note,figcaption,table,dl.identity{line-height:var(--note-line)}\n",
    "p,li,dd{max-width:var(--measure);orphans:2;widows:2}\n",
    ".note,.note li,.box p,.box li,.box dd,td p{max-width:none}\n",
    "a{color:inherit;text-decoration:none}\n",
    "a.away::after{content:\" <\" attr(href) \">\"}\n",
    "sup a{display:inline;padding:0;margin:0}\n",
    "[role=doc-backlink]{font-weight:inherit}li>[role=doc-backlink]{display:none}\n",
    ":target{background:none;box-shadow:none}\n",
    "body>header{margin-bottom:var(--title-after)}body>footer{margin-top:var(--paragraph-gap);",
    "padding-top:2pt;break-before:avoid}\n",
    "main>:last-child{break-after:avoid}\n",
    "h1,h2,h3,h4,h5,h6,.headline,.label{break-after:avoid;break-inside:avoid}\n",
    ".box,.group,figure,tr,.lines,.identity,.definitions>div{break-inside:avoid}\n",
    "thead{display:table-header-group}\n",
    ".page-end{break-after:page}\n",
    "input[type=checkbox]{width:var(--check-box);height:var(--check-box);",
    "margin:max(0px,calc((1lh - var(--check-box))/2)) ",
    "calc(var(--check-indent) - var(--check-box)) 0 0;",
    "print-color-adjust:exact;-webkit-print-color-adjust:exact}\n",
    "input[type=checkbox]:checked::before{margin:.05rem auto;width:.3rem;height:.6rem;",
    "border-width:0 .12rem .12rem 0}\n",
};

/* What is left of the upper and lower margin when the running lines are taken out of them. */
#define RUNNING_SHARE 0.5

static void add_lines(struct strbuf *out, const char *const *lines, size_t count) {
    for (size_t i = 0; i < count; i++)
        strbuf_add(out, lines[i]);
}

#define ADD_LINES(out, lines) add_lines(out, lines, sizeof(lines) / sizeof *(lines))

static void add_paper(const struct document *doc, const struct theme *theme, struct strbuf *out) {
    double width_pt, height_pt;
    paper_size(doc->paper, &width_pt, &height_pt);
    const double lengths_pt[] = {width_pt, height_pt, theme->margin_top_pt * RUNNING_SHARE,
                                 theme->margin_pt, theme->margin_bottom_pt * RUNNING_SHARE};
    static const char *const before[] = {"@page{size:", "pt ", "pt;margin:", "pt ", "pt "};
    for (size_t i = 0; i < sizeof lengths_pt / sizeof *lengths_pt; i++) {
        strbuf_add(out, before[i]);
        strbuf_add_number(out, lengths_pt[i], 2);
    }
    strbuf_add(out, "pt}\n@media print{\n");
    ADD_LINES(out, paper_sheet);
    if (doc->justified)
        strbuf_add(out, "p{text-align:justify}\n");
    strbuf_add(out, "}\n");
}

void html_add_style(const struct document *doc, const struct theme *theme, struct strbuf *out) {
    strbuf_add(out, "<style>\n");
    add_variables(doc, theme, out);
    ADD_LINES(out, sheet);
    for (int i = 1; i <= 12; i++)
        strbuf_add_format(out, ".span-%d{grid-column:span %d}", i, i);
    strbuf_add_char(out, '\n');
    if (theme->one_column)
        ADD_LINES(out, one_column);
    if (theme->label_above)
        ADD_LINES(out, label_above);
    if (theme->stacked_tables)
        ADD_LINES(out, stacked);
    strbuf_add(out, "@media screen and (max-width:40rem){\n");
    ADD_LINES(out, one_column);
    ADD_LINES(out, label_above);
    ADD_LINES(out, stacked);
    ADD_LINES(out, telephone);
    strbuf_add(out, "}\n");
    if (doc->hyphenated && theme->hyphenation_allowed)
        strbuf_add(out, "p,li,dd{hyphens:auto}\n");
    add_paper(doc, theme, out);
    strbuf_add(out, "</style>\n");
}
