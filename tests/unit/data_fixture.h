/* data_fixture.h - judged and hostile data, which is no part of this repository: the folder named
 * by FOOTNOTE_DATA_DIR, else ../shared/data. Tests that want it skip where it is absent. To be
 * included behind cmocka.h.
 */
#ifndef FOOTNOTE_TESTS_DATA_FIXTURE_H
#define FOOTNOTE_TESTS_DATA_FIXTURE_H

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

/* A file or folder of it, until the next call; NULL with a message where it is absent. */
static inline const char *data_path(const char *relative) {
    static char path[1024];
    const char *folder = getenv("FOOTNOTE_DATA_DIR");
    snprintf(path, sizeof path, "%s/%s", folder ? folder : "../shared/data", relative);
    if (file_exists(path))
        return path;
    print_message("skipped: no %s\n", path);
    return NULL;
}

#endif
