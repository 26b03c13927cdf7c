/* hand_over.c - from the light program to footnote-full, by exec.
 *
 * Layer: cli. Looked for in FOOTNOTE_FULL, beside the program (the build tree), and in
 * ../libexec/footnote (installed).
 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/locate.h"

#include <stdlib.h>
#include <unistd.h>

/* Whether the path is this very program: FOOTNOTE_FULL set so would go round for ever. */
static bool is_this_program(struct arena *arena, const char *path) {
    char *target = file_real_path(arena, path);
    char *own = file_real_path(arena, "/proc/self/exe");
    return target && own && strcmp(target, own) == 0;
}

int command_hand_over(struct invocation *invocation, struct error *err) {
    struct arena *arena = invocation->arena;
    const char *named = getenv("FOOTNOTE_FULL");
    const char *folder = locate_program_folder(arena);
    const char *candidates[] = {
        named && named[0] ? named : NULL,
        folder ? file_join(arena, folder, "footnote-full") : NULL,
        folder ? file_join(arena, folder, "../libexec/footnote/footnote-full") : NULL,
    };
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        if (!candidates[i] || access(candidates[i], X_OK) != 0 ||
            is_this_program(arena, candidates[i]))
            continue;
        /* Both must find the same corpus, and so the same index, wherever they stand. */
        const char *share = locate_share(arena);
        if (share)
            setenv("FOOTNOTE_SHARE", share, 1);
        execv(candidates[i], invocation->arguments);
        error_set_errno(err, ERROR_ENVIRONMENT, "%s: can't be run", candidates[i]);
        return ERROR_ENVIRONMENT;
    }
    error_set(err, ERROR_ENVIRONMENT,
              "footnote-full was not found beside this program nor in ../libexec/footnote: install "
              "it there, or name it in FOOTNOTE_FULL");
    return ERROR_ENVIRONMENT;
}
