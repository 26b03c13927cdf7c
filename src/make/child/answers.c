/* answers.c - what the parent answers its child.
 *
 * Layer: make, parent side. Order: searches and passages, sentences, modules, files for layout,
 * notices, the dispatch. Every answer is made from a checked question: a reader that did not come
 * out even is a malformed message.
 */
#include "make/child/answers.h"

#include "base/utf8.h"
#include "make/resource_files.h"
#include "search/search.h"

enum { MOST_WARNINGS = 200 };

static bool malformed(struct error *err) {
    return error_set(err, ERROR_SCRIPT, "a malformed question");
}

const char *answers_clean(struct arena *arena, struct slice text) {
    struct strbuf clean = {0};
    struct slice line;
    for (bool first = true; slice_next_line(&text, &line); first = false) {
        if (!first)
            strbuf_add_char(&clean, '\n');
        utf8_add_printable(&clean, line);
    }
    const char *copy = arena_text(arena, strbuf_text(&clean));
    strbuf_release(&clean);
    return copy;
}

/* ---- searches and passages ------------------------------------------------------------------- */

static struct lua_hit hit_of(const struct passage *passage, int rank, double score) {
    return (struct lua_hit){.rank = rank,
                            .score = score,
                            .article = passage->article,
                            .section = passage->section,
                            .title = passage->title,
                            .heading = passage->heading,
                            .text = passage->text,
                            .version = passage->version,
                            .reviewed = passage->reviewed,
                            .review_due = passage->review_due,
                            .author = passage->author,
                            .file = passage->file,
                            .passage_hash = passage->hash,
                            .line = passage->line,
                            .section_number = passage->number};
}

static bool answer_search(struct answers *answers, struct message_reader *reader,
                          struct strbuf *answer, struct error *err) {
    const char *text = message_need_text(reader);
    int limit = (int)message_take_number_in(reader, 1, LUA_MOST_HITS);
    if (!message_finished(reader))
        return malformed(err);
    const struct search_options options = {
        .limit = limit, .literal = true, .today = answers->handout_day};
    struct search_result result = {0};
    if (!search_run(answers->request->index, reader->arena, slice_of(text), &options, &result, err))
        return false;
    message_add_number(answer, (int64_t)result.count);
    for (size_t i = 0; i < result.count; i++) {
        struct lua_hit hit =
            hit_of(&result.hits[i].passage, result.hits[i].rank, result.hits[i].score);
        exchange_add_hit(answer, &hit);
    }
    return true;
}

static bool answer_passage(struct answers *answers, struct message_reader *reader,
                           struct strbuf *answer, struct error *err) {
    const char *article = message_need_text(reader);
    const char *section = message_take_text(reader);
    if (!message_finished(reader))
        return malformed(err);
    struct passage passage;
    struct error problem = {0};
    bool found =
        index_passage(answers->request->index, reader->arena, article, section, &passage, &problem);
    if (!found && problem.code != ERROR_NOT_FOUND)
        return error_set(err, problem.code, "%s", problem.message);
    message_add_number(answer, found);
    if (found) {
        struct lua_hit hit = hit_of(&passage, 0, 0);
        exchange_add_hit(answer, &hit);
    }
    return true;
}

/* ---- sentences ------------------------------------------------------------------------------- */

static const char *join_facts(struct arena *arena, const struct wording_entry *entry) {
    struct strbuf facts = {0};
    for (size_t i = 0; i < entry->fact_count; i++)
        strbuf_add_format(&facts, "%s%s", i == 0 ? "" : ", ", entry->facts[i]);
    const char *text = arena_text(arena, strbuf_text(&facts));
    strbuf_release(&facts);
    return text;
}

static struct provenance provenance_of(struct arena *arena, const struct binding *binding) {
    const struct wording_entry *entry = binding->entry;
    struct provenance provenance = {.class_letter = entry->class_letter,
                                    .key = entry->key,
                                    .facts = join_facts(arena, entry),
                                    .query = entry->query,
                                    .reviewer = entry->reviewer,
                                    .reviewed_on = entry->reviewed_on};
    if (binding->has_passage) {
        const struct passage *passage = &binding->passage;
        provenance.rank = binding->rank;
        provenance.article = passage->article;
        provenance.section = passage->section;
        provenance.title = passage->title;
        provenance.heading = passage->heading;
        provenance.version = passage->version;
        provenance.reviewed = passage->reviewed;
        provenance.review_due = passage->review_due;
        provenance.author = passage->author;
        provenance.file = passage->file;
        provenance.line = passage->line;
        provenance.section_number = passage->number;
        provenance.passage_hash = passage->hash;
    }
    return provenance;
}

static void warn_of_dropped(struct answers *answers, const char *reason) {
    for (size_t i = 0; i < answers->dropped.count; i++)
        if (strcmp(answers->dropped.items[i], reason) == 0)
            return;
    text_list_add(answers->arena, &answers->dropped, arena_text(answers->arena, reason));
}

static bool open_binder(struct answers *answers, struct error *err) {
    if (!answers->binder)
        answers->binder =
            binder_open(answers->request->wording_folder, answers->request->index, err);
    if (answers->binder)
        binder_allow_draft(answers->binder, answers->request->allow_draft);
    return answers->binder != NULL;
}

void answers_prepare(struct answers *answers) {
    const struct make_request *request = answers->request;
    struct error ignored;
    answers->foreseen_count =
        modules_foresee(answers->arena, request->module_folders, request->module_folder_count,
                        answers->script, &answers->foreseen);
    const char *language = value_text(value_find(request->clinic, "language"), "en");
    if (request->index && open_binder(answers, &ignored))
        binder_load(answers->binder, request->index,
                    value_text(value_find(request->patient, "language"), language));
}

static void add_sentence(struct strbuf *answer, struct arena *arena,
                         const struct binding *binding) {
    struct provenance provenance = provenance_of(arena, binding);
    message_add_text(answer, binding->entry->text);
    exchange_add_provenance(answer, &provenance);
}

/* What needs no search goes along with the first answer, so that the child need not ask for each:
 * labels, clinic advice, and the sentences whose passages are known from an earlier run. */
static void add_ready_sentences(struct answers *answers, struct strbuf *answer, struct arena *arena,
                                const char *language, bool wanted) {
    struct strbuf sentences = {0};
    int64_t count = 0;
    size_t position = 0;
    const struct binding *binding;
    while (wanted && (binding = binder_next_ready(answers->binder, language, &position))) {
        add_sentence(&sentences, arena, binding);
        count++;
    }
    message_add_number(answer, count);
    strbuf_add_slice(answer, strbuf_slice(&sentences));
    strbuf_release(&sentences);
}

static bool answer_wording(struct answers *answers, struct message_reader *reader,
                           struct strbuf *answer, struct error *err) {
    const char *language = message_need_text(reader);
    const char *key = message_need_text(reader);
    if (!message_finished(reader))
        return malformed(err);
    struct index *index = answers->request->index;
    if (!open_binder(answers, err))
        return false;
    const struct binding *binding = binder_find(answers->binder, index, language, key, err);
    if (!binding)
        return false;
    message_add_number(answer, binding->bound);
    if (binding->bound)
        add_sentence(answer, reader->arena, binding);
    else if (binding->reason)
        warn_of_dropped(answers, binding->reason);
    add_ready_sentences(answers, answer, reader->arena, language, !answers->ready_sentences_sent);
    answers->ready_sentences_sent = true;
    return true;
}

/* All that stand, asked for before the first handout of many. */
static bool answer_ready(struct answers *answers, struct message_reader *reader,
                         struct strbuf *answer, struct error *err) {
    const char *language = message_need_text(reader);
    if (!message_finished(reader))
        return malformed(err);
    if (!open_binder(answers, err))
        return false;
    binder_bind_all(answers->binder, answers->request->index, language);
    add_ready_sentences(answers, answer, reader->arena, language, true);
    answers->ready_sentences_sent = true;
    return true;
}

/* ---- parts ----------------------------------------------------------------------------------- */

void answers_add_part(struct answers *answers, enum make_part_kind kind, const char *name,
                      struct slice bytes) {
    for (size_t i = 0; i < answers->part_count; i++)
        if (answers->parts[i].kind == kind && strcmp(answers->parts[i].name, name) == 0)
            return;
    answers->parts = arena_make_room(answers->arena, answers->parts, answers->part_count,
                                     &answers->part_capacity, 16, sizeof *answers->parts);
    answers->parts[answers->part_count++] = (struct make_part){kind, name, bytes};
}

/* ---- modules --------------------------------------------------------------------------------- */

static void remember_module(struct answers *answers, const char *name, struct slice source) {
    answers_add_part(answers, PART_MODULE, arena_text(answers->arena, name), source);
    if (answers->code[0]) {
        text_list_add(answers->arena, &answers->warnings,
                      arena_format(answers->arena,
                                   "module '%s' is required late, inside build: the handout code "
                                   "does not count it; require it at the top of the script",
                                   name));
        return;
    }
    answers->modules = arena_make_room(answers->arena, answers->modules, answers->module_count,
                                       &answers->module_capacity, 32, sizeof *answers->modules);
    answers->modules[answers->module_count++] = handout_input(answers->arena, name, source);
}

static const struct module *find_foreseen(const struct answers *answers, const char *name) {
    for (size_t i = 0; i < answers->foreseen_count; i++)
        if (strcmp(answers->foreseen[i].name, name) == 0)
            return &answers->foreseen[i];
    return NULL;
}

/* All but the one that was asked for, once. */
static void add_foreseen(struct answers *answers, struct strbuf *answer, const char *asked) {
    size_t count = answers->foreseen_sent ? 0 : answers->foreseen_count;
    bool among = count > 0 && find_foreseen(answers, asked);
    message_add_number(answer, (int64_t)(count - among));
    for (size_t i = 0; i < count; i++) {
        const struct module *module = &answers->foreseen[i];
        if (among && strcmp(module->name, asked) == 0)
            continue;
        message_add_text(answer, module->name);
        message_add_text(answer, module->file);
        message_add_slice(answer, module->source);
    }
    answers->foreseen_sent = true;
}

static bool answer_module(struct answers *answers, struct message_reader *reader,
                          struct strbuf *answer, struct error *err) {
    const char *name = message_need_text(reader), *file;
    struct slice source;
    if (!message_finished(reader))
        return malformed(err);
    const struct module *foreseen = find_foreseen(answers, name);
    if (foreseen) {
        file = foreseen->file;
        source = foreseen->source;
    } else if (!module_find(answers->arena, answers->request->module_folders,
                            answers->request->module_folder_count, name, &file, &source, err)) {
        return false;
    }
    message_add_number(answer, source.data != NULL);
    if (source.data) {
        remember_module(answers, name, source);
        message_add_text(answer, file);
        message_add_slice(answer, source);
    }
    add_foreseen(answers, answer, name);
    return true;
}

static bool answer_resource(struct answers *answers, struct message_reader *reader,
                            struct strbuf *answer, struct error *err) {
    static const enum make_part_kind part_kinds[] = {[RESOURCE_PICTURE] = PART_PICTURE,
                                                     [RESOURCE_FACE] = PART_FACE,
                                                     [RESOURCE_HYPHENATION] = PART_HYPHENATION};
    int64_t kind = message_take_number_in(reader, RESOURCE_PICTURE, RESOURCE_HYPHENATION);
    const char *name = message_need_text(reader);
    struct slice bytes;
    if (!message_finished(reader))
        return malformed(err);
    if (!resource_file_read(answers->request, (enum resource_kind)kind, name, answers->arena,
                            &bytes, err))
        return false;
    answers_add_part(answers, part_kinds[kind], arena_text(answers->arena, name), bytes);
    message_add_slice(answer, bytes);
    return true;
}

static bool answer_code(struct answers *answers, struct message_reader *reader,
                        struct strbuf *answer, struct error *err) {
    if (!message_finished(reader))
        return malformed(err);
    if (!answers_settle_code(answers, reader->arena, err))
        return false;
    message_add_text(answer, answers->code);
    return true;
}

/* ---- notices --------------------------------------------------------------------------------- */

static void hear_warning(struct answers *answers, struct slice payload) {
    if (answers->warnings.count < MOST_WARNINGS)
        text_list_add(answers->arena, &answers->warnings, answers_clean(answers->arena, payload));
    else if (answers->warnings.count == MOST_WARNINGS)
        text_list_add(answers->arena, &answers->warnings, "more warnings than can be shown");
}

/* A module that came unasked was required: from here on it counts as one that was asked for. */
static bool hear_module(struct answers *answers, struct slice payload, struct error *err) {
    const char *name = arena_slice(answers->arena, payload).data;
    const struct module *module = answers->foreseen_sent ? find_foreseen(answers, name) : NULL;
    if (!module)
        return malformed(err);
    remember_module(answers, name, module->source);
    return true;
}

static void hear_print(struct answers *answers, struct slice payload) {
    size_t room = MESSAGE_PRINT_LIMIT_BYTES - answers->printed.length;
    if (payload.length > room) {
        payload.length = room;
        answers->printed_cut = true;
    }
    strbuf_add_slice(&answers->printed, payload);
}

struct answers answers_continue(const struct answers *loaded, const struct make_request *request,
                                const char *date, int handout_day, struct arena *arena) {
    struct answers answers = *loaded;
    answers.request = request;
    answers.date = date;
    answers.handout_day = handout_day;
    answers.arena = arena;
    answers.binder = NULL;
    answers.module_capacity = answers.module_count; /* what grows, grows in this handout's arena */
    answers.part_capacity = answers.part_count;
    answers.warnings.capacity = answers.warnings.count;
    answers.dropped.capacity = answers.dropped.count;
    answers.printed = (struct strbuf){0};
    strbuf_add_slice(&answers.printed, strbuf_slice(&loaded->printed));
    return answers;
}

/* ---- dispatch -------------------------------------------------------------------------------- */

typedef bool answer_function(struct answers *answers, struct message_reader *reader,
                             struct strbuf *answer, struct error *err);

static answer_function *const answer_functions[] = {
    [MESSAGE_SEARCH] = answer_search,     [MESSAGE_PASSAGE] = answer_passage,
    [MESSAGE_WORDING] = answer_wording,   [MESSAGE_MODULE] = answer_module,
    [MESSAGE_RESOURCE] = answer_resource, [MESSAGE_CODE] = answer_code,
    [MESSAGE_READY] = answer_ready,
};

bool answers_give(void *context, enum message_type type, struct slice payload,
                  struct strbuf *answer, struct error *err) {
    struct answers *answers = context;
    if (type == MESSAGE_WARN) {
        hear_warning(answers, payload);
        return true;
    }
    if (type == MESSAGE_PRINT) {
        hear_print(answers, payload);
        return true;
    }
    if (type == MESSAGE_USES_MODULE)
        return hear_module(answers, payload, err);
    bool needs_index = type != MESSAGE_MODULE && type != MESSAGE_RESOURCE;
    if (needs_index && !answers->request->index)
        return error_set(err, ERROR_SCRIPT,
                         "there is no corpus to ask while a report is described");
    struct arena arena = {0};
    struct message_reader reader = message_read(&arena, payload);
    bool answered = answer_functions[type](answers, &reader, answer, err);
    arena_release(&arena);
    return answered;
}
