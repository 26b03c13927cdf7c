/* cmd_log.c - footnote log: which handouts were made, newest first; --check; --new-key.
 *
 * Layer: cli. In order: what is asked for, one entry, the check, the command.
 */
#include "base/date.h"
#include "cli/commands.h"
#include "cli/ledger_output.h"
#include "cli/make_input.h"
#include "cli/recording.h"
#include "make/ledger/patient_mark.h"
#include "make/ledger/vault.h"

enum { LIMIT_DEFAULT = 50, LIMIT_MOST = 1000000 };

const struct option log_options[] = {
    {"patient", 'p', "FILE", "only this patient's, by name and date of birth or age", false},
    {"since", 0, "DATE", "only those made on this day or later, YYYY-MM-DD", false},
    {"report", 0, "NAME", "only those of this report", false},
    {"limit", 0, "N", "at most N entries (50)", false},
    {"check", 0, NULL, "whether any entry was changed or removed since it was added", false},
    {"new-key", 0, "FILE", "make a key file to keep inputs with (clinic.yaml, ledger: key_file)",
     false},
    {0},
};

/* ---- what is asked for ----------------------------------------------------------------------- */

static bool mark_patient(const struct invocation *invocation, struct ledger *ledger,
                         struct ledger_filter *filter, struct error *err) {
    const char *file = invocation_option(invocation, "patient");
    struct make_request request = {0};
    char today[DATE_TEXT_BYTES];
    if (!file)
        return true;
    if (!make_input_patient(invocation->arena, file, &request, err))
        return false;
    struct patient_mark mark = patient_mark_make(invocation->arena, ledger_patient_key(ledger),
                                                 request.patient, date_format(date_today(), today));
    if (!*mark.years[0])
        return error_set(err, ERROR_USAGE,
                         "%s: patient_name: missing, it tells whose handouts to list",
                         request.patient_name_shown);
    filter->patient = mark.exact;
    filter->patient_years[0] = mark.years[0];
    filter->patient_years[1] = mark.years[1];
    return true;
}

static bool read_filter(const struct invocation *invocation, struct ledger *ledger,
                        struct ledger_filter *filter, struct error *err) {
    int day;
    *filter = (struct ledger_filter){.report = invocation_option(invocation, "report"),
                                     .since = invocation_option(invocation, "since")};
    if (filter->since && !date_parse(slice_of(filter->since), &day))
        return error_set(err, ERROR_USAGE, "--since: expected a day written as YYYY-MM-DD");
    return invocation_number(invocation, "limit", 1, LIMIT_MOST, LIMIT_DEFAULT, &filter->limit,
                             err) &&
           mark_patient(invocation, ledger, filter, err);
}

/* ---- the list -------------------------------------------------------------------------------- */

static int print_list(const struct invocation *invocation, const struct ledger_entry *entries,
                      size_t count, struct error *err) {
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_list(&out, "entries");
        for (size_t i = 0; i < count; i++) {
            output_map(&out, NULL);
            ledger_output_json(&out, &entries[i]);
            output_end_map(&out);
        }
        output_end_list(&out);
        output_end_map(&out);
    } else {
        for (size_t i = 0; i < count; i++)
            ledger_output_line(&out, &entries[i], NULL);
    }
    if (count == 0 && !out.json)
        message("no handout was recorded that fits");
    return output_finish(&out, count == 0 ? ERROR_NOT_FOUND : 0, err);
}

static int list(const struct invocation *invocation, struct ledger *ledger, struct error *err) {
    struct ledger_filter filter;
    struct ledger_entry *entries = NULL;
    size_t count = 0;
    struct ledger_store *store = ledger_store_of(ledger);
    if (!read_filter(invocation, ledger, &filter, err) ||
        !ledger_store_find(store, invocation->arena, &filter, &entries, &count, err))
        return (int)err->code;
    for (size_t i = 0; i < count && invocation_flag(invocation, "json"); i++)
        if (!ledger_store_sentences(store, invocation->arena, &entries[i], err))
            return (int)err->code;
    return print_list(invocation, entries, count, err);
}

/* ---- the check ------------------------------------------------------------------------------- */

static int check(const struct invocation *invocation, struct ledger *ledger, struct error *err) {
    struct ledger_fault fault;
    int64_t count = 0;
    const char *head = "";
    if (!ledger_store_check(ledger_store_of(ledger), invocation->arena, &fault, &count, &head, err))
        return (int)err->code;
    const char *what =
        fault.what && fault.number > 0
            ? arena_format(invocation->arena, "entry %lld %s", (long long)fault.number, fault.what)
            : fault.what;
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_integer(&out, "entries", count);
        output_boolean(&out, "whole", !fault.what);
        output_text(&out, "fault", what);
        output_text(&out, "stands_for_all", fault.what ? NULL : head);
        output_end_map(&out);
    } else if (fault.what) {
        output_line(&out, "the ledger is not as it was written: %s", what);
    } else {
        output_line(&out, "%lld entr%s, none changed or removed", (long long)count,
                    count == 1 ? "y" : "ies");
        if (count > 0)
            output_line(&out, "%.16s stands for all of them: write it down to compare later", head);
    }
    return output_finish(&out, fault.what ? ERROR_NOT_FOUND : 0, err);
}

/* ---- the command ----------------------------------------------------------------------------- */

static int make_key(const struct invocation *invocation, const char *file, struct error *err) {
    if (!*file)
        error_set(err, ERROR_USAGE, "--new-key needs the name of a new file");
    else if (vault_key_make(file, err) && !invocation_flag(invocation, "quiet"))
        message("wrote %s: name it in clinic.yaml (ledger: key_file), and keep a copy elsewhere: "
                "without it nothing that was kept can be opened",
                file);
    return (int)err->code;
}

int cmd_log(struct invocation *invocation, struct error *err) {
    struct places places;
    const char *new_key = invocation_option(invocation, "new-key");
    if (!invocation_expect_words(invocation, 0, 0, err))
        return (int)err->code;
    if (new_key)
        return make_key(invocation, new_key, err);
    if (!locate_places(invocation, &places, err))
        return (int)err->code;
    struct ledger *ledger = recording_look(invocation, &places, err);
    if (!ledger)
        return (int)err->code;
    int code = invocation_flag(invocation, "check") ? check(invocation, ledger, err)
                                                    : list(invocation, ledger, err);
    ledger_close(ledger);
    return code;
}
