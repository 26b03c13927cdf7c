/* check.c - the list of faults, and the articles.
 *
 * Layer: make.
 */
#include "make/checks/check.h"

#include "base/date.h"
#include "base/file.h"
#include "corpus/readers/reader.h"

#include <stdlib.h>

/* ---- the list -------------------------------------------------------------------------------- */

void check_add(struct check_list *list, bool warning, const char *file, int line,
               const char *format, ...) {
    list->items = arena_make_room(list->arena, list->items, list->count, &list->room, 64,
                                  sizeof *list->items);
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(list->arena, format, arguments);
    va_end(arguments);
    list->items[list->count++] =
        (struct check_fault){arena_text(list->arena, file), line, warning, text};
    list->fault_count += !warning;
}

static int compare_faults(const void *a, const void *b) {
    const struct check_fault *left = a, *right = b;
    int by_file = strcmp(left->file, right->file);
    if (by_file != 0)
        return by_file;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return strcmp(left->text, right->text);
}

void check_sort(struct check_list *list) {
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, compare_faults);
}

/* ---- articles -------------------------------------------------------------------------------- */

struct article_check {
    struct check_list *list;
    const char *file;
    int today;
};

static bool check_article(void *context, const struct article *article, const char *problem) {
    struct article_check *check = context;
    int due;
    if (problem) {
        check_add(check->list, false, check->file, 0, "%s", problem);
        return true;
    }
    if (!date_parse(slice_of(article->review_due), &due))
        check_add(check->list, false, check->file, 1,
                  "article '%s' has no review date: expected review_due: YYYY-MM-DD", article->id);
    else if (due < check->today)
        check_add(check->list, false, check->file, 1, "article '%s' was due for review on %s",
                  article->id, article->review_due);
    return true;
}

bool check_articles(struct check_list *list, struct index *index, int today, struct error *err) {
    struct index_article_file *files;
    struct index_failure *failures;
    size_t count, failed = index_failures(index, list->arena, &failures);
    for (size_t i = 0; i < failed; i++)
        check_add(list, false, failures[i].file, 0, "can't be read: %s", failures[i].reason);
    if (!index_files(index, list->arena, &files, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct slice bytes;
        struct article_check check = {list, files[i].file, today};
        const char *relative = *files[i].path ? files[i].path : file_name_of(files[i].file);
        bool read = file_read(&arena, files[i].file, READER_LIMIT_BYTES, &bytes, err) &&
                    reader_read(files[i].file, relative, bytes, check_article, &check, err);
        arena_release(&arena);
        if (!read)
            return false;
    }
    return true;
}
