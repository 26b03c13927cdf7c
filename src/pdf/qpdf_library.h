/* qpdf_library.h - libqpdf, loaded when the first PDF is read or written anew.
 *
 * Layer: pdf. libqpdf brings the C++ library and GnuTLS with it: milliseconds at every start that
 * only who needs it should pay. The functions used stand in one table; their types are those of
 * libqpdf's own headers, so the compiler checks the calls as always.
 *
 *     const struct qpdf_library *qpdf = qpdf_library(&err);
 *     if (!qpdf) ...
 *     qpdf_data data = qpdf->qpdf_init();
 */
#ifndef FOOTNOTE_PDF_QPDF_LIBRARY_H
#define FOOTNOTE_PDF_QPDF_LIBRARY_H

#include "base/error.h"

#include <qpdf/qpdf-c.h>

#define QPDF_LIBRARY_FUNCTIONS(FUNCTION)                                                           \
    FUNCTION(qpdf_init)                                                                            \
    FUNCTION(qpdf_cleanup)                                                                         \
    FUNCTION(qpdf_silence_errors)                                                                  \
    FUNCTION(qpdf_set_suppress_warnings)                                                           \
    FUNCTION(qpdf_read_memory)                                                                     \
    FUNCTION(qpdf_has_error)                                                                       \
    FUNCTION(qpdf_get_error)                                                                       \
    FUNCTION(qpdf_get_error_code)                                                                  \
    FUNCTION(qpdf_get_error_message_detail)                                                        \
    FUNCTION(qpdf_get_root)                                                                        \
    FUNCTION(qpdf_get_trailer)                                                                     \
    FUNCTION(qpdf_oh_get_bool_value)                                                               \
    FUNCTION(qpdf_oh_get_utf8_value)                                                               \
    FUNCTION(qpdf_oh_is_bool)                                                                      \
    FUNCTION(qpdf_oh_is_string)                                                                    \
    FUNCTION(qpdf_get_num_pages)                                                                   \
    FUNCTION(qpdf_get_page_n)                                                                      \
    FUNCTION(qpdf_oh_get_page_content_data)                                                        \
    FUNCTION(qpdf_oh_get_stream_data)                                                              \
    FUNCTION(qpdf_oh_get_dict)                                                                     \
    FUNCTION(qpdf_oh_get_key)                                                                      \
    FUNCTION(qpdf_oh_get_array_item)                                                               \
    FUNCTION(qpdf_oh_get_array_n_items)                                                            \
    FUNCTION(qpdf_oh_get_numeric_value)                                                            \
    FUNCTION(qpdf_oh_get_name)                                                                     \
    FUNCTION(qpdf_oh_get_object_id)                                                                \
    FUNCTION(qpdf_oh_is_array)                                                                     \
    FUNCTION(qpdf_oh_is_dictionary)                                                                \
    FUNCTION(qpdf_oh_is_name)                                                                      \
    FUNCTION(qpdf_oh_is_number)                                                                    \
    FUNCTION(qpdf_oh_is_stream)                                                                    \
    FUNCTION(qpdf_oh_release_all)                                                                  \
    FUNCTION(qpdf_init_write_memory)                                                               \
    FUNCTION(qpdf_set_object_stream_mode)                                                          \
    FUNCTION(qpdf_set_r6_encryption_parameters2)                                                   \
    FUNCTION(qpdf_write)                                                                           \
    FUNCTION(qpdf_get_buffer_length)                                                               \
    FUNCTION(qpdf_get_buffer)

struct qpdf_library {
/* A declared name can't stand in brackets. NOLINTNEXTLINE(bugprone-macro-parentheses) */
#define QPDF_LIBRARY_MEMBER(name) __typeof__(&(name)) name;
    QPDF_LIBRARY_FUNCTIONS(QPDF_LIBRARY_MEMBER)
#undef QPDF_LIBRARY_MEMBER
};

/* Borrowed, loaded once. ERROR_ENVIRONMENT naming the package when the library is not there. */
const struct qpdf_library *qpdf_library(struct error *err);

#endif
