/* pdf_preflight.h - is a PDF safe to print on an office printer? The rules are print_safety.h's.
 *
 * Layer: pdf. Reads any PDF, through libqpdf.
 *
 *     struct print_limits limits = print_limits_standard();
 *     struct print_report report;
 *     if (!pdf_preflight("handout.pdf", bytes, &limits, arena, &report, &err)) ...
 */
#ifndef FOOTNOTE_PDF_PDF_PREFLIGHT_H
#define FOOTNOTE_PDF_PDF_PREFLIGHT_H

#include "layout/print_safety.h"

/* The report is ended: its findings have their words. ERROR_INPUT: not a PDF, damaged, or locked by
 * a password; ERROR_ENVIRONMENT: libqpdf is missing. */
bool pdf_preflight(const char *name, struct slice bytes, const struct print_limits *limits,
                   struct arena *arena, struct print_report *report, struct error *err);

#endif
