/* thesaurus_index.c - see thesaurus_index.h.
 *
 * Layer: search.
 */
#include "search/thesaurus/thesaurus_index.h"

bool thesaurus_of_index(struct index *index, struct arena *arena, struct thesaurus *thesaurus) {
    struct slice blob;
    bool has_blob = index_blob(index, arena, THESAURUS_BLOB, &blob, NULL);
    return thesaurus_open(thesaurus, has_blob ? blob : slice_make(NULL, 0));
}
