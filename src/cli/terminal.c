/* terminal.c - see terminal.h. Order: libedit, lines, questions.
 *
 * Layer: cli.
 */
#include "cli/terminal.h"

#include "base/shared_library.h"
#include "base/slice.h"
#include "base/utf8.h"

#include <histedit.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

/* ---- libedit --------------------------------------------------------------------------------- */

static struct {
    __typeof__(&el_init) init;
    __typeof__(&el_set) set;
    __typeof__(&el_gets) gets;
} library;
static EditLine *editor;
static const char *current_prompt;

static char *prompt_of(EditLine *ignored) {
    (void)ignored;
    return (char *)current_prompt; /* libedit only reads it */
}

static bool load(struct error *err) {
    void *handle = shared_library_open("libedit.so.2");
    if (!handle || !shared_library_find(handle, "el_init", &library.init, sizeof library.init) ||
        !shared_library_find(handle, "el_set", &library.set, sizeof library.set) ||
        !shared_library_find(handle, "el_gets", &library.gets, sizeof library.gets))
        return error_set(err, ERROR_ENVIRONMENT,
                         "asking at the terminal needs libedit, which can't be loaded: install the "
                         "package libedit2, or give a patient file with -p");
    return true;
}

/* Letters of any script can be typed; nothing else of the program looks at the locale. */
static bool open_editor(struct error *err) {
    if (editor)
        return true;
    if (!load(err))
        return false;
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "");
    editor = library.init("footnote", stdin, stderr, stderr);
    if (!editor)
        return error_set(err, ERROR_ENVIRONMENT, "the terminal can't be read");
    library.set(editor, EL_PROMPT, prompt_of);
    library.set(editor, EL_EDITOR, "emacs");
    library.set(editor, EL_SIGNAL, 1);
    return true;
}

/* ---- lines ----------------------------------------------------------------------------------- */

bool terminal_is_there(void) {
    return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

const char *terminal_line(struct arena *arena, const char *prompt, struct error *err) {
    if (!open_editor(err))
        return NULL;
    for (;;) {
        int length = 0;
        current_prompt = prompt;
        const char *line = library.gets(editor, &length);
        if (!line || length <= 0)
            return NULL;
        struct slice typed = slice_trim(slice_make(line, (size_t)length));
        if (utf8_find_invalid(typed) == UTF8_VALID && !memchr(typed.data, '\0', typed.length))
            return arena_bytes(arena, typed.data, typed.length);
        fputs("  these are no characters (the terminal must write UTF-8): once more, please\n",
              stderr);
    }
}

/* ---- questions ------------------------------------------------------------------------------- */

bool terminal_agrees(struct arena *arena, const char *question, bool fallback) {
    struct error err = {0};
    const char *prompt = arena_format(arena, "%s [%s] ", question, fallback ? "Y/n" : "y/N");
    for (;;) {
        const char *line = terminal_line(arena, prompt, &err);
        if (!line)
            return false;
        if (!*line)
            return fallback;
        if (strcasecmp(line, "y") == 0 || strcasecmp(line, "yes") == 0)
            return true;
        if (strcasecmp(line, "n") == 0 || strcasecmp(line, "no") == 0)
            return false;
    }
}
