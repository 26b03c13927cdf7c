/* shared_library.h - libraries that are loaded when they are needed.
 *
 * Layer: base. A library that brings others along costs milliseconds at every start; who needs it
 * once in a while keeps a table of its functions and fills it here.
 *
 *     void *library = shared_library_open("libxml2.so.2");
 *     bool found = library && shared_library_find(library, "xmlFreeDoc", &free_doc, sizeof
 * free_doc);
 */
#ifndef FOOTNOTE_BASE_SHARED_LIBRARY_H
#define FOOTNOTE_BASE_SHARED_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* NULL when it can't be loaded. It stays loaded. */
void *shared_library_open(const char *name);

/* Copies the address of a function or variable into the pointer at `place`. False: not there. */
bool shared_library_find(void *library, const char *name, void *place, size_t size_bytes);

#endif
