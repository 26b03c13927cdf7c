/* posting_segment.c - what a builder collected -> a segment in the index.
 *
 * Layer: index, building half. Order: lists out of slabs, terms and words in order, the state.
 */
#include "index/postings/posting_builder.h"

#include "base/memory.h"
#include "base/thread.h"

#include <stdlib.h>

/* ---- lists ---- */

struct slab_reader {
    const struct posting_builder *builder;
    const uint8_t *at;
    uint32_t left, slab_bytes;
};

/* There is room for the term itself at least, so place 0 is there too. */
static struct slab_reader read_slabs(const struct posting_builder *builder, uint32_t first_slab) {
    return (struct slab_reader){builder, builder_place(builder, first_slab),
                                FIRST_SLAB_BYTES - LINK_BYTES, FIRST_SLAB_BYTES};
}

static void next_slab(struct slab_reader *reader) {
    uint32_t place;
    memcpy(&place, reader->at, sizeof place);
    reader->at = builder_place(reader->builder, place);
    reader->slab_bytes *= 2;
    if (reader->slab_bytes > MOST_SLAB_BYTES)
        reader->slab_bytes = MOST_SLAB_BYTES;
    reader->left = reader->slab_bytes - LINK_BYTES;
}

static inline uint32_t slab_byte(struct slab_reader *reader) {
    if (reader->left == 0)
        next_slab(reader);
    reader->left--;
    return *reader->at++;
}

static inline uint64_t slab_varint(struct slab_reader *reader) {
    uint64_t value = slab_byte(reader);
    if (value < 0x80)
        return value;
    value &= 0x7f;
    for (unsigned shift = 7;; shift += 7) {
        uint32_t byte = slab_byte(reader);
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
}

/* What a word is worth that stands once in each column of a passage. */
struct worth {
    float body, title, heading;
};

/* Of each passage of the builder; owned. A little more than it is: floats are rounded. */
static struct worth *weigh_passages(const struct posting_builder *builder, double average) {
    const double above = 1 + 1e-6;
    struct worth *worths = memory_allocate_zeroed(builder->passage_count, sizeof *worths);
    for (size_t i = 0; i < builder->passage_count; i++) {
        const struct passage_lengths *lengths = &builder->passages[i].lengths;
        posting_weight *weight = builder->weight;
        worths[i].body = (float)(posting_worth(weight, 1, 0, 0, lengths, average) * above);
        worths[i].title = (float)(posting_worth(weight, 0, 1, 0, lengths, average) * above);
        worths[i].heading = (float)(posting_worth(weight, 0, 0, 1, lengths, average) * above);
    }
    return worths;
}

static bool write_list(const struct posting_builder *builder, const struct builder_term *term,
                       const struct worth *worths, struct list_writer *lists, struct slice *payload,
                       struct error *err) {
    struct slab_reader reader = read_slabs(builder, term->first_slab);
    uint32_t next = 0;
    list_begin(lists);
    for (uint32_t i = 0; i < term->postings; i++) {
        uint64_t value = slab_varint(&reader);
        uint32_t number = next + (uint32_t)(value >> KIND_BITS);
        enum posting_kind kind = value & ((1u << KIND_BITS) - 1);
        struct posting posting = {.passage = builder->passages[number].passage, .body = 1};
        float worth = worths[number].body;
        next = number + 1;
        if (kind != KIND_ONCE) {
            posting.body = (uint16_t)slab_varint(&reader);
            worth *= posting.body;
        }
        if (kind == KIND_COLUMNS) {
            posting.title = (uint8_t)slab_byte(&reader);
            posting.heading = (uint8_t)slab_byte(&reader);
            worth +=
                posting.title * worths[number].title + posting.heading * worths[number].heading;
        }
        if (!list_add(lists, &posting, (double)worth, err))
            return false;
    }
    return list_end(lists, -(int64_t)term->removed, payload, err);
}

/* ---- terms and words in order ---- */

struct sorted_text {
    uint64_t begins; /* its first eight bytes, so that most comparisons end here */
    uint32_t id, text;
};

static int compare_texts(const void *first, const void *second, void *builder) {
    const struct sorted_text *a = first, *b = second;
    if (a->begins != b->begins)
        return a->begins < b->begins ? -1 : 1;
    return posting_compare_keys(builder_text(builder, a->text), builder_text(builder, b->text));
}

static void set_text(const struct posting_builder *builder, struct sorted_text *sorted, uint32_t id,
                     uint32_t text) {
    struct slice bytes = builder_text(builder, text);
    *sorted = (struct sorted_text){.id = id, .text = text};
    for (size_t i = 0; i < sizeof sorted->begins; i++)
        sorted->begins =
            sorted->begins << 8 | (i < bytes.length ? (uint8_t)bytes.data[i] : (uint8_t)0);
}

/* Owned. */
static struct sorted_text *sort_texts(struct posting_builder *builder, bool of_words) {
    size_t count = of_words ? builder->word_count : builder->term_count;
    struct sorted_text *sorted = memory_allocate_zeroed(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        uint32_t id = of_words ? builder->word_ids[i] : builder->term_ids[i];
        set_text(builder, &sorted[i], id,
                 of_words ? builder->words[id].text : builder->terms[id].text);
    }
    qsort_r(sorted, count, sizeof *sorted, compare_texts, builder);
    return sorted;
}

static bool write_terms(struct posting_builder *builder, struct list_writer *lists,
                        struct error *err) {
    struct page_writer pages = {.index = lists->index,
                                .rows = lists->rows,
                                .segment = lists->segment->id,
                                .directory_kind = ROW_TERM_DIRECTORY,
                                .page_kind = ROW_TERM_PAGE};
    struct sorted_text *sorted = sort_texts(builder, false);
    struct worth *worths = weigh_passages(builder, lists->average_body_tokens);
    bool done = true;
    for (size_t i = 0; i < builder->term_count && done; i++) {
        struct slice payload;
        done = write_list(builder, &builder->terms[sorted[i].id], worths, lists, &payload, err) &&
               (payload.length == 0 ||
                page_writer_add(&pages, builder_text(builder, sorted[i].text), payload, err));
    }
    done = done && page_writer_end(&pages, err);
    page_writer_release(&pages);
    free(worths);
    free(sorted);
    return done;
}

static bool write_words(struct posting_builder *builder, const struct list_writer *lists,
                        struct error *err) {
    struct page_writer pages = {.index = lists->index,
                                .rows = lists->rows,
                                .segment = lists->segment->id,
                                .directory_kind = ROW_WORD_DIRECTORY,
                                .page_kind = ROW_WORD_PAGE};
    struct sorted_text *sorted = sort_texts(builder, true);
    struct strbuf payload = {0};
    bool done = true;
    for (size_t i = 0; i < builder->word_count && done; i++) {
        int32_t uses = builder->words[sorted[i].id].uses;
        strbuf_truncate(&payload, 0);
        packed_add_number(&payload, packed_fold_sign(uses));
        done = uses == 0 || page_writer_add(&pages, builder_text(builder, sorted[i].text),
                                            strbuf_slice(&payload), err);
    }
    done = done && page_writer_end(&pages, err);
    page_writer_release(&pages);
    strbuf_release(&payload);
    free(sorted);
    return done;
}

/* ---- the state ---- */

static void count_lengths(struct posting_state *state, const struct passage_length_change *change,
                          int64_t sign) {
    state->passages += sign;
    state->title_tokens += sign * change->lengths.title;
    state->heading_tokens += sign * change->lengths.heading;
    state->body_tokens += sign * change->lengths.body;
}

static int compare_passages(const void *first, const void *second) {
    const struct passage_length_change *a = first, *b = second;
    return (a->passage > b->passage) - (a->passage < b->passage);
}

static void add_dead(struct posting_state *state, const struct posting_builder *builder) {
    size_t count = state->dead_count + builder->removed_count, before = 0, new = 0;
    uint32_t *dead = arena_new_array(&state->arena, count, uint32_t);
    for (size_t i = 0; i < count; i++)
        if (new == builder->removed_count ||
            (before < state->dead_count && state->dead[before] < builder->removed[new].passage))
            dead[i] = state->dead[before++];
        else
            dead[i] = builder->removed[new ++].passage;
    state->dead = dead;
    state->dead_count = count;
}

static struct posting_segment *add_segment(struct posting_state *state) {
    struct posting_segment *segments =
        arena_grow_array(&state->arena, state->segments, state->segment_count,
                         state->segment_count + 1, sizeof *segments);
    state->segments = segments;
    struct posting_segment *segment = &segments[state->segment_count++];
    *segment = (struct posting_segment){.id = state->next_segment++, .first = 1, .last = 0};
    return segment;
}

/* The state as it will be: totals, the new segment, the dead. */
static struct posting_segment *change_state(struct posting_state *state,
                                            struct posting_builder *builder) {
    uint64_t mark = posting_weight_mark(builder->weight);
    if (state->segment_count == 0)
        state->weight_mark = mark;
    else if (state->weight_mark != mark)
        state->weight_mark = 0; /* of two kinds: no bound holds */
    struct posting_segment *segment = add_segment(state);
    for (size_t i = 0; i < builder->passage_count; i++)
        count_lengths(state, &builder->passages[i], 1);
    for (size_t i = 0; i < builder->removed_count; i++) {
        count_lengths(state, &builder->removed[i], -1);
        builder->removed[i].lengths = (struct passage_lengths){0};
    }
    if (builder->passage_count > 0) {
        segment->first = builder->passages[0].passage;
        segment->last = builder->passages[builder->passage_count - 1].passage;
        if (segment->last > state->last_passage)
            state->last_passage = segment->last;
    }
    if (builder->removed_count > 0)
        qsort(builder->removed, builder->removed_count, sizeof *builder->removed, compare_passages);
    add_dead(state, builder);
    segment->average_body_tokens = posting_average(state);
    return segment;
}

static void empty_builder(struct posting_builder *builder) {
    for (size_t i = 0; i < builder->term_count; i++)
        builder->terms[builder->term_ids[i]] = (struct builder_term){0};
    for (size_t i = 0; i < builder->word_count; i++)
        builder->words[builder->word_ids[i]] = (struct builder_word){0};
    builder->term_count = builder->word_count = 0;
    builder->passage_count = builder->removed_count = 0;
    builder->room_used = 0;
}

/* ---- the whole, in two steps ---- */

struct posting_writing {
    struct posting_builder *builder; /* NULL: there is nothing to write */
    struct index *index;
    struct posting_state *state;
    struct list_writer lists;
    pthread_t thread; /* makes rows */
    bool has_thread, done;
    struct posting_rows rows;
    struct error problem; /* the thread's */
};

static bool make_rows(struct posting_writing *writing, struct error *err) {
    return write_terms(writing->builder, &writing->lists, err) &&
           write_words(writing->builder, &writing->lists, err);
}

static void *run(void *context) {
    struct posting_writing *writing = context;
    writing->done = make_rows(writing, &writing->problem);
    return NULL;
}

static void start_thread(struct posting_writing *writing) {
    writing->lists.rows = &writing->rows;
    writing->has_thread = thread_start(&writing->thread, run, writing);
    if (!writing->has_thread)
        writing->lists.rows = NULL;
}

static bool begin_writing(struct posting_writing *writing, bool in_thread, struct error *err) {
    struct posting_builder *builder = writing->builder;
    posting_state_forget(writing->index);
    writing->state = posting_state(writing->index, err);
    if (!writing->state)
        return false;
    uint32_t last_before = writing->state->last_passage;
    struct posting_segment *segment = change_state(writing->state, builder);
    writing->lists = (struct list_writer){.index = writing->index,
                                          .segment = segment,
                                          .weight = builder->weight,
                                          .average_body_tokens = segment->average_body_tokens};
    if (builder->passage_count > 0 && segment->first <= last_before)
        return index_damaged(writing->index, "passages are not numbered above those before", err);
    if (in_thread)
        start_thread(writing);
    return true;
}

static bool end_writing(struct posting_writing *writing, struct error *err) {
    struct posting_builder *builder = writing->builder;
    if (writing->has_thread) {
        pthread_join(writing->thread, NULL);
        if (!writing->done && err)
            *err = writing->problem;
        writing->done = writing->done && posting_rows_write(&writing->rows, writing->index, err);
    } else {
        writing->done = make_rows(writing, err);
    }
    return writing->done &&
           passage_lengths_write(writing->index, builder->passages, builder->passage_count, err) &&
           passage_lengths_write(writing->index, builder->removed, builder->removed_count, err) &&
           posting_state_write(writing->index, writing->state, err);
}

static void free_writing(struct posting_writing *writing) {
    if (writing->builder) {
        list_release(&writing->lists);
        empty_builder(writing->builder);
        posting_state_forget(writing->index);
    }
    posting_rows_release(&writing->rows);
    free(writing);
}

struct posting_writing *posting_builder_begin_write(struct posting_builder *builder,
                                                    struct index *index, bool in_thread,
                                                    struct error *err) {
    struct posting_writing *writing = memory_allocate_zeroed(1, sizeof *writing);
    writing->index = index;
    if (builder->passage_count == 0 && builder->removed_count == 0)
        return writing;
    writing->builder = builder;
    if (begin_writing(writing, in_thread, err))
        return writing;
    free_writing(writing);
    return NULL;
}

bool posting_builder_end_write(struct posting_writing *writing, struct error *err) {
    bool done = !writing->builder || end_writing(writing, err);
    free_writing(writing);
    return done;
}

bool posting_builder_write(struct posting_builder *builder, struct index *index,
                           struct error *err) {
    struct posting_writing *writing = posting_builder_begin_write(builder, index, false, err);
    return writing && posting_builder_end_write(writing, err);
}
