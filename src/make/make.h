/* make.h - one handout: script, patient, clinic, corpus -> the bytes of a file.
 *
 * Layer: make. The parent reads files and answers questions; a confined child runs the script, lays
 * out and writes the bytes into a pipe.
 */
#ifndef FOOTNOTE_MAKE_MAKE_H
#define FOOTNOTE_MAKE_MAKE_H

#include "base/strbuf.h"
#include "base/value.h"
#include "index/index.h"

enum make_format { MAKE_PDF, MAKE_TEXT, MAKE_HTML, MAKE_DUMP };

struct make_setting { /* --set field=value */
    const char *field, *value;
};

struct make_request {
    const char *script_file;           /* path of the .lua file */
    const char *const *module_folders; /* where `require` looks, in order */
    size_t module_folder_count;
    const char *clinic_folder;      /* of the clinic's profile: pictures, hyphenation; NULL: none */
    const char *patient_name_shown; /* "patient.json" or "standard input", for messages */
    const struct value *patient;    /* NULL: none given */
    struct slice patient_bytes;     /* for the handout code */
    const struct make_setting *settings;
    size_t setting_count;
    const struct value *clinic; /* the clinic's profile */
    struct slice clinic_bytes;
    const char *wording_folder;
    const char *const *font_folders; /* or NULL */
    struct index *index;             /* up to date */
    const char *date;                /* YYYY-MM-DD of --date, or NULL */
    const char *const *accepted;
    size_t accepted_count;
    enum make_format format;
    bool compact;        /* a PDF as small as it gets */
    bool explain;        /* result.explanation is wanted: it costs as much as some pages */
    bool allow_draft;    /* sentences that nobody has reviewed, marked as such on the page */
    const char *measure; /* NULL, or what to measure beside making it: "readability", "score" */
    const struct value *style; /* for "score": corpus/wording/LANG.style.yaml, or NULL */
    bool strict;               /* a dropped sentence or an overdue source refuses the handout */
    bool unconfined_allowed; /* run the script, with a warning, where the kernel can't confine it */
};

/* A file that went into a handout, besides the patient's, the clinic's profile, wording and
 * articles.
 */
enum make_part_kind {
    PART_SCRIPT,  /* name: of the file alone, "inserts.lua" */
    PART_MODULE,  /* as required: "lib.plan" */
    PART_PICTURE, /* the next three: as RESOURCE_ names it (base/resource.h) */
    PART_FACE,
    PART_HYPHENATION,
};
struct make_part {
    enum make_part_kind kind;
    const char *name;
    struct slice bytes;
};

struct make_result {
    struct strbuf bytes;     /* the file; empty on failure */
    const char *code;        /* handout code */
    const char *report_name; /* as declared */
    const char **warnings;   /* for stderr, in order */
    size_t warning_count;
    const char **problems; /* every problem of the input, each naming field or rule */
    size_t problem_count;
    const char **questions; /* rules that ask, where nothing else is against the handout: accepting
                               all of them makes it */
    size_t question_count;
    const char *explanation;         /* text of --explain: a line a sentence; or NULL */
    const char *printed;             /* what the script printed, for stderr; "" for nothing */
    const struct value *sentences;   /* make/record.h; NULL when no document came to be */
    const char *date;                /* of the handout, as settled */
    const struct value *declaration; /* the report's; NULL when the script did not get that far */
    const struct make_part *parts;   /* all of them, once each; those that a session loaded for an
                                        earlier handout too */
    size_t part_count;
    const char *faces; /* the font files laid out with, a line each; "" for text and HTML */
    const struct value *measured; /* of request.measure, by name; NULL when nothing was asked */
    int page_count;               /* 0 for text and HTML */
};

/* The handout's date is request->date, else the setting or patient's field handout_date, else
 * SOURCE_DATE_EPOCH, else today. Problems of fields (ERROR_USAGE) come before refusals by rules
 * (ERROR_REFUSED); all of a kind are listed.
 * False: err has the code (ERROR_USAGE, ERROR_REFUSED, ERROR_SCRIPT, ERROR_ENVIRONMENT) and a
 * one-line summary; result->problems has the details. Strings live in the arena; result->bytes is
 * the caller's to release. */
bool make_handout(const struct make_request *request, struct arena *arena,
                  struct make_result *result, struct error *err);

/* Runs the script in a confined child just far enough to return its declaration. Needs script_file
 * and module_folders alone. */
const struct value *make_describe(const struct make_request *request, struct arena *arena,
                                  struct error *err);

#endif
