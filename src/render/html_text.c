/* html_text.c - escaping, attributes, lengths, and the page's own words by language.
 *
 * Layer: render. Order: faults, text, attributes, languages, directions.
 */
#include "render/html_page.h"
#include "text/bidi.h"

/* ---- faults ---------------------------------------------------------------------------------- */

void html_fail(struct html_page *page, const struct node *node, const char *format, ...) {
    if (page->failed)
        return;
    page->failed = true;
    va_list arguments;
    va_start(arguments, format);
    error_set_list(page->err, ERROR_SCRIPT, format, arguments);
    va_end(arguments);
    while (node->parent && !node->script_line)
        node = node->parent;
    const char *script = page->doc->script;
    error_prefix(page->err, "%s:%d: ", script && script[0] ? script : "script", node->script_line);
}

/* ---- text ------------------------------------------------------------------------------------ */

void html_add_text(struct strbuf *out, struct slice text) {
    size_t begin = 0;
    for (size_t i = 0; i < text.length; i++) {
        const char *reference = NULL;
        switch (text.data[i]) {
        case '&':
            reference = "&amp;";
            break;
        case '<':
            reference = "&lt;";
            break;
        case '>':
            reference = "&gt;";
            break;
        case '"':
            reference = "&quot;";
            break;
        case '\'':
            reference = "&#39;";
            break;
        default:
            continue;
        }
        strbuf_add_bytes(out, text.data + begin, i - begin);
        strbuf_add(out, reference);
        begin = i + 1;
    }
    strbuf_add_bytes(out, text.data + begin, text.length - begin);
}

/* ---- attributes ------------------------------------------------------------------------------ */

void html_add_attribute(struct strbuf *out, const char *name, const char *value) {
    strbuf_add_format(out, " %s=\"", name);
    html_add_text(out, slice_of(value ? value : ""));
    strbuf_add_char(out, '"');
}

void html_add_rem(struct strbuf *out, double length_pt) {
    strbuf_add_number(out, length_pt / 12, 3);
    strbuf_add(out, "rem");
}

/* ---- languages ------------------------------------------------------------------------------- */

static const struct html_words words_by_language[] = {
    {"en", "source", "note", "back to the text", "lines to write on"},
    {"de", "Quelle", "Anmerkung", "zurück zum Text", "Linien zum Schreiben"},
    {"es", "fuente", "nota", "volver al texto", "líneas para escribir"},
    {"fr", "source", "note", "retour au texte", "lignes pour écrire"},
    {"it", "fonte", "nota", "torna al testo", "righe per scrivere"},
    {"pl", "źródło", "przypis", "powrót do tekstu", "linie do pisania"},
    {"pt", "fonte", "nota", "voltar ao texto", "linhas para escrever"},
    {"el", "πηγή", "σημείωση", "πίσω στο κείμενο", "γραμμές για γράψιμο"},
    {"ru", "источник", "примечание", "назад к тексту", "строки для записи"},
};

/* "de" and "de-AT" are German, "den" is not. */
static bool is_language(const char *tag, const char *language) {
    size_t length = strlen(language);
    return tag && strncmp(tag, language, length) == 0 &&
           (tag[length] == '\0' || tag[length] == '-');
}

const struct html_words *html_words_of(const char *language) {
    for (size_t i = 0; i < sizeof words_by_language / sizeof *words_by_language; i++)
        if (is_language(language, words_by_language[i].language))
            return &words_by_language[i];
    return &words_by_language[0];
}

void html_add_label(struct html_page *page, const char *words) {
    html_add_attribute(page->out, "aria-label", words);
    if (!is_language(page->doc->language, page->words->language))
        html_add_attribute(page->out, "lang", page->words->language);
}

void html_add_direction(struct strbuf *out, const char *language) {
    if (language_is_right_to_left(language))
        strbuf_add(out, " dir=\"rtl\"");
}

/* ---- directions ------------------------------------------------------------------------------ */

/* Words of a block with the places of those in other languages. */
struct words {
    struct strbuf text;
    struct bidi_isolate isolates[32]; /* more than one paragraph needs to say where it begins */
    size_t count;
};

static void gather_words(struct words *words, const struct node *first) {
    size_t most = sizeof words->isolates / sizeof *words->isolates;
    for (const struct node *node = first; node; node = node->next) {
        size_t start = words->text.length, isolate = words->count;
        bool foreign = node->kind == NODE_LANGUAGE && words->count < most;
        if (foreign)
            words->isolates[words->count++] = (struct bidi_isolate){
                .start = start, .right_to_left = language_is_right_to_left(node->language)};
        if (node->kind == NODE_TEXT)
            strbuf_add_slice(&words->text, node->text);
        gather_words(words, node->first_child);
        if (foreign)
            words->isolates[isolate].end = words->text.length;
    }
}

void html_add_words_direction(struct html_page *page, const struct node *first) {
    if (language_is_right_to_left(page->doc->language))
        return; /* all of the page has it */
    struct words words = {0};
    gather_words(&words, first);
    if (bidi_starts_right(strbuf_slice(&words.text), words.isolates, words.count,
                          page->doc->language))
        strbuf_add(page->out, " dir=\"rtl\"");
    strbuf_release(&words.text);
}
