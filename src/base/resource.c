/* resource.c - asking for a file.
 *
 * Layer: base.
 */
#include "base/resource.h"

bool resource_load(const struct resources *resources, enum resource_kind kind, const char *name,
                   struct arena *arena, struct slice *bytes, struct error *err) {
    if (!resources)
        return error_set(err, ERROR_ENVIRONMENT,
                         "'%s' can't be had here: no files are read where this runs", name);
    return resources->load(resources->context, kind, name, arena, bytes, err);
}
