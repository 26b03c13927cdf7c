/* reading_report.c - see reading_report.h.
 *
 * Layer: doc. Order: sections, faults, the report.
 */
#include "doc/reading_report.h"

static struct reading *section_reading(struct arena *arena, struct reading_report *report,
                                       const char *title) {
    for (size_t i = 0; i < report->section_count; i++)
        if (strcmp(report->sections[i].title, title) == 0)
            return &report->sections[i].reading;
    struct reading_section *section = &report->sections[report->section_count++];
    section->title = title;
    section->reading = reading_begin(arena, report->whole.words, report->whole.language);
    return &section->reading;
}

static void add_fault(struct reading_report *report, const char *fault) {
    report->faults[report->fault_count++] = fault;
}

static void find_faults(struct arena *arena, struct reading_report *report) {
    report->faults = arena_new_array(arena, report->section_count + 1, const char *);
    if (!report->limits)
        return;
    const char *whole = reading_fault(arena, report->limits, &report->whole, true);
    if (whole)
        add_fault(report, whole);
    for (size_t i = 0; i < report->section_count; i++) {
        struct reading_section *section = &report->sections[i];
        section->fault = reading_fault(arena, report->limits, &section->reading, false);
        if (section->fault)
            add_fault(report, arena_format(arena, "'%s': %s", section->title, section->fault));
    }
}

struct reading_report reading_report_with(struct arena *arena,
                                          const struct syllable_dictionary *words,
                                          enum reading_language language,
                                          const struct reading_limits *limits,
                                          const struct reading_text *text) {
    struct reading_report report = {.limits = limits,
                                    .whole = reading_begin(arena, words, language)};
    report.sections = arena_new_array(arena, text->count + 1, struct reading_section);
    for (size_t i = 0; i < text->count; i++) {
        const struct reading_unit *unit = &text->units[i];
        struct slice words_of_unit = slice_of(unit->text);
        reading_add(&report.whole, words_of_unit, unit->glossary);
        reading_add(section_reading(arena, &report, unit->section), words_of_unit, unit->glossary);
    }
    find_faults(arena, &report);
    return report;
}

struct reading_report reading_report_of(struct arena *arena,
                                        const struct syllable_dictionary *words,
                                        const char *language, enum reading_level level,
                                        const struct reading_text *text) {
    enum reading_language code = reading_language_of(language);
    return reading_report_with(arena, words, code, reading_limits_of(code, level), text);
}
