/* shared_library.c - see shared_library.h.
 *
 * Layer: base.
 */
#include "base/shared_library.h"

#include <dlfcn.h>
#include <string.h>

void *shared_library_open(const char *name) {
    return dlopen(name, RTLD_NOW | RTLD_LOCAL);
}

/* Through a data pointer, as POSIX asks of dlsym's users. */
bool shared_library_find(void *library, const char *name, void *place, size_t size_bytes) {
    void *address = dlsym(library, name);
    if (address)
        memcpy(place, &address, size_bytes);
    return address != NULL;
}
