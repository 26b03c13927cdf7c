/* ledger_output.c - see ledger_output.h.
 *
 * Layer: cli.
 */
#include "cli/ledger_output.h"

static void add_part(struct output *out, const char *before, const char *text) {
    if (!*text)
        return;
    strbuf_add(&out->buffer, before);
    output_printable(out, text);
}

void ledger_output_line(struct output *out, const struct ledger_entry *entry, const char *more) {
    strbuf_add_format(&out->buffer, "%-10s  %.10s %.5s UTC  ", *entry->code ? entry->code : "-",
                      entry->made_at, strlen(entry->made_at) > 11 ? entry->made_at + 11 : "");
    if (strcmp(entry->kind, "lost") == 0)
        strbuf_add(&out->buffer, "NOT WRITTEN: ");
    else if (strcmp(entry->kind, "unlogged") == 0)
        strbuf_add(&out->buffer, "NOT RECORDED: ");
    output_printable(out, *entry->run.report ? entry->run.report : "?");
    add_part(out, ", ", entry->language);
    add_part(out, ", ", entry->format);
    if (entry->page_count > 0)
        strbuf_add_format(&out->buffer, ", %d page%s", entry->page_count,
                          entry->page_count == 1 ? "" : "s");
    add_part(out, ", by ", entry->made_by);
    add_part(out, ", accepted ", entry->accepted);
    add_part(out, ": ", entry->note);
    add_part(out, ": ", more ? more : "");
    strbuf_add_char(&out->buffer, '\n');
}

static void json_sentences(struct output *out, const struct ledger_entry *entry) {
    output_list(out, "sentences");
    for (size_t i = 0; i < entry->sentence_count; i++)
        output_text(out, NULL, entry->sentences[i].key);
    output_end_list(out);
    output_list(out, "passages");
    for (size_t i = 0; i < entry->sentence_count; i++) {
        const struct ledger_sentence *sentence = &entry->sentences[i];
        if (!*sentence->article)
            continue;
        output_map(out, NULL);
        output_text(out, "article", sentence->article);
        output_text(out, "section", sentence->section);
        output_text(out, "hash", sentence->passage_hash);
        output_text(out, "key", sentence->key);
        output_end_map(out);
    }
    output_end_list(out);
}

void ledger_output_json(struct output *out, const struct ledger_entry *entry) {
    const struct {
        const char *key, *text;
    } texts[] = {
        {"kind", entry->kind},
        {"code", entry->code},
        {"made_at", entry->made_at},
        {"handout_date", entry->handout_date},
        {"report", entry->run.report},
        {"language", entry->language},
        {"format", entry->format},
        {"by", entry->made_by},
        {"accepted", entry->accepted},
        {"note", entry->note},
        {"program", entry->run.program},
        {"script_sha256", entry->run.script_hash},
        {"wording_sha256", entry->run.wording_hash},
        {"clinic_sha256", entry->run.clinic_hash},
        {"corpus_state", entry->run.corpus_state},
        {"output_sha256", entry->output_hash},
        {"patient", *entry->patient ? entry->patient : entry->patient_years[0]},
    };
    output_integer(out, "number", entry->number);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        output_text(out, texts[i].key, texts[i].text);
    output_integer(out, "pages", entry->page_count);
    json_sentences(out, entry);
}
