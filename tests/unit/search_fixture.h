/* search_fixture.h - searching the corpus of index_fixture.h. */
#ifndef FOOTNOTE_TESTS_SEARCH_FIXTURE_H
#define FOOTNOTE_TESTS_SEARCH_FIXTURE_H

#include "index_fixture.h"

#include "search/search.h"

/* What typed words find; the test fails where they are refused. */
static inline struct search_result fixture_search(struct fixture *fixture, const char *typed,
                                                  struct search_options options) {
    struct search_result result;
    struct index *index = fixture_open(fixture);
    if (!search_run(index, &fixture->arena, slice_of(typed), &options, &result, &fixture->err))
        fail_msg("%s: %s", typed, fixture->err.message);
    index_close(index);
    return result;
}

#endif
