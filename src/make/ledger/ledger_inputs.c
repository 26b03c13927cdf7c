/* ledger_inputs.c - see ledger_inputs.h.
 *
 * Layer: make.
 */
#include "make/ledger/ledger_inputs.h"

#include "make/child/protocol.h"

enum { INPUTS_VERSION = 1, MOST_TEXTS = 10000 };

void ledger_inputs_add(struct strbuf *bytes, const struct make_request *request,
                       const struct make_result *result) {
    message_add_number(bytes, INPUTS_VERSION);
    message_add_slice(bytes, request->patient_bytes);
    message_add_value(bytes, request->patient);
    message_add_number(bytes, (int64_t)request->setting_count);
    for (size_t i = 0; i < request->setting_count; i++) {
        message_add_text(bytes, request->settings[i].field);
        message_add_text(bytes, request->settings[i].value);
    }
    message_add_number(bytes, (int64_t)request->accepted_count);
    for (size_t i = 0; i < request->accepted_count; i++)
        message_add_text(bytes, request->accepted[i]);
    message_add_text(bytes, result->date);
    message_add_number(bytes, request->format);
    message_add_number(bytes, request->compact);
    message_add_number(bytes, request->allow_draft);
}

bool ledger_inputs_take(struct arena *arena, struct slice bytes, struct make_request *request) {
    struct message_reader reader = message_read(arena, bytes);
    if (message_take_number(&reader) != INPUTS_VERSION)
        return false;
    request->patient_bytes = message_take_slice(&reader);
    request->patient = message_take_value(&reader);
    request->setting_count = (size_t)message_take_number_in(&reader, 0, MOST_TEXTS);
    struct make_setting *settings =
        arena_new_array(arena, request->setting_count + 1, struct make_setting);
    for (size_t i = 0; i < request->setting_count; i++) {
        settings[i].field = message_need_text(&reader);
        settings[i].value = message_need_text(&reader);
    }
    request->accepted_count = (size_t)message_take_number_in(&reader, 0, MOST_TEXTS);
    const char **accepted = arena_new_array(arena, request->accepted_count + 1, const char *);
    for (size_t i = 0; i < request->accepted_count; i++)
        accepted[i] = message_need_text(&reader);
    request->settings = settings;
    request->accepted = accepted;
    request->date = message_need_text(&reader);
    request->format = (enum make_format)message_take_number_in(&reader, MAKE_PDF, MAKE_DUMP);
    request->compact = message_take_number(&reader) != 0;
    request->allow_draft = message_take_number(&reader) != 0;
    request->patient_name_shown = "the kept patient file";
    return message_finished(&reader);
}

const struct value *ledger_inputs_values(struct arena *arena, const struct make_request *request) {
    struct value *values = value_new(arena, VALUE_MAP);
    for (size_t i = 0; i < request->setting_count; i++) {
        bool overridden = false;
        for (size_t k = i + 1; k < request->setting_count; k++)
            overridden |= strcmp(request->settings[k].field, request->settings[i].field) == 0;
        if (!overridden)
            value_map_add(arena, values, slice_of(request->settings[i].field),
                          value_new_text(arena, slice_of(request->settings[i].value)));
    }
    const struct value *patient = request->patient;
    for (size_t i = 0; patient && patient->kind == VALUE_MAP && i < patient->count; i++)
        if (!value_find(values, patient->keys[i].data))
            value_map_add(arena, values, patient->keys[i], patient->items[i]);
    return values;
}
