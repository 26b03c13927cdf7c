/* ledger_files.h - the files that a handout was made of, by the hash of what is in them.
 *
 * Layer: make. A process that makes many handouts reads and hashes each file once: what it has seen
 * is remembered and compared byte by byte, which costs microseconds.
 *
 *     struct ledger_files files = {0};
 *     ledger_files_gather(&files, &arena, &request, &result, true, &run, &err);
 *     for (size_t i = 0; i < files.count; i++)
 *         if (files.items[i].keep) ...
 *     ledger_files_release(&files);
 *
 * Names: "script/inserts.lua", "module/lib.plan", "picture/logo.png", "hyphenation/de",
 * "face/Carlito", "wording/en.yaml", "clinic/clinic.yaml", "declaration/inserts",
 * "corpus/0/insert-types.md" (the number is the place of the corpus folder).
 */
#ifndef FOOTNOTE_MAKE_LEDGER_LEDGER_FILES_H
#define FOOTNOTE_MAKE_LEDGER_LEDGER_FILES_H

#include "base/file.h"
#include "index/ledger/ledger_store.h"
#include "make/ledger/vault.h"
#include "make/make.h"

struct ledger_file {
    const char *name;
    struct slice bytes;
    char hash[VAULT_HEX_BYTES];
    struct file_stamp stamp; /* wording */
    bool keep;               /* for a reprint: all but faces, which are the computer's */
    bool used;               /* by the handout gathered last */
    bool queued;             /* for the caller: no need to store it again */
};

/* {0} is an empty one. */
struct ledger_files {
    struct arena arena;
    struct ledger_file *items;
    size_t count, capacity;
    const char *corpus_state; /* of the corpus files among the items */
};

/* The run's hashes and list of files, in the arena; marks the items used. with_corpus: articles too
 * (those of a corpus over 64 MB are left out). */
bool ledger_files_gather(struct ledger_files *files, struct arena *arena,
                         const struct make_request *request, const struct make_result *result,
                         bool with_corpus, struct ledger_run *run, struct error *err);

void ledger_files_release(struct ledger_files *files);

#endif
