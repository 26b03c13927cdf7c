/* file_watch.h - waiting for files to be saved.
 *
 * Layer: cli. Folders are watched, not files, since most editors save by renaming; hidden names and
 * what editors leave beside a file (x~, #x#, 4913) are passed over.
 *
 *     struct file_watch *watch = file_watch_new(&err);
 *     file_watch_add(watch, "reports", "hello.lua", &err);
 *     while (file_watch_wait(watch, &err)) ...
 */
#ifndef FOOTNOTE_CLI_FILE_WATCH_H
#define FOOTNOTE_CLI_FILE_WATCH_H

#include "base/error.h"

struct file_watch;

struct file_watch *file_watch_new(struct error *err);
void file_watch_free(struct file_watch *watch);

/* Watches a folder for the names in it that match a pattern ("*.lua"), or for all when it is NULL.
 * The same folder may be added again. A folder that is not there is passed over. ERROR_ENVIRONMENT
 * when the system has no more watches to give. */
bool file_watch_add(struct file_watch *watch, const char *folder, const char *pattern,
                    struct error *err);

/* The same for a folder and all folders in it. */
bool file_watch_add_tree(struct file_watch *watch, const char *folder, struct error *err);

/* A path whose changes don't count: what is written each time. */
void file_watch_ignore(struct file_watch *watch, const char *path);

/* Waits until something that counts was saved and the folder has been quiet for a moment. *folders
 * tells whether folders came or went, so that trees should be added again. */
bool file_watch_wait(struct file_watch *watch, bool *folders, struct error *err);

#endif
