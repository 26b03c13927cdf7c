/* bench_readers.c - what reading articles costs by itself, by format.
 *
 * Usage: bench_readers [FOLDER [ROUNDS]]
 * Every article file below the folder is loaded first; the rounds then only read. Prints for each
 * ending files, MB, MB a second and microseconds a KB of processor time, best of the rounds.
 */
#include "base/file.h"
#include "base/memory.h"
#include "bench_clock.h"
#include "corpus/readers/reader.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_ENDINGS = 16 };

struct loaded {
    const char *name, *ending;
    struct slice bytes;
};

struct bench {
    struct arena arena;
    const char *folder;
    struct loaded *files;
    size_t count, capacity;
};

static bool load(void *context, const char *relative, const struct file_stamp *stamp,
                 const char *problem, bool *stop) {
    struct bench *bench = context;
    (void)problem, (void)stop;
    if (!stamp)
        return true;
    if (!reader_is_article(relative))
        return true;
    if (bench->count == bench->capacity) {
        bench->capacity = bench->capacity ? bench->capacity * 2 : 1024;
        bench->files = memory_resize(bench->files, bench->capacity, sizeof *bench->files);
    }
    struct loaded file = {.name = arena_text(&bench->arena, relative),
                          .ending = file_extension(&bench->arena, relative)};
    if (file_read(&bench->arena, file_join(&bench->arena, bench->folder, relative),
                  READER_LIMIT_BYTES, &file.bytes, NULL))
        bench->files[bench->count++] = file;
    return true;
}

static bool take(void *context, const struct article *article, const char *problem) {
    size_t *sections = context;
    (void)problem;
    *sections += article ? article->section_count : 0;
    return true;
}

static double read_all(const struct bench *bench, const char *ending, size_t *bytes,
                       size_t *sections, size_t *files) {
    double start = bench_cpu_ms();
    *bytes = *sections = *files = 0;
    for (size_t i = 0; i < bench->count; i++) {
        const struct loaded *file = &bench->files[i];
        struct error err;
        if (strcmp(file->ending, ending) != 0)
            continue;
        *bytes += file->bytes.length;
        ++*files;
        reader_read(file->name, file->name, file->bytes, take, sections, &err);
    }
    return (bench_cpu_ms() - start) / 1e3;
}

static void measure(const struct bench *bench, const char *ending, int rounds) {
    double best = 1e9;
    size_t bytes = 0, sections = 0, files = 0;
    for (int i = 0; i < rounds; i++) {
        double seconds = read_all(bench, ending, &bytes, &sections, &files);
        best = seconds < best ? seconds : best;
    }
    double megabytes = (double)bytes / 1e6;
    printf("%-9s %6zu files %8.2f MB %8zu sections %8.1f MB/s %7.2f us/KB\n", ending, files,
           megabytes, sections, megabytes / best, best * 1e6 / ((double)bytes / 1024));
}

int main(int argc, char **argv) {
    struct bench bench = {.folder = argc > 1 ? argv[1] : "corpus"};
    const char *endings[MOST_ENDINGS];
    size_t ending_count = 0;
    struct error err;
    if (!file_walk(bench.folder, load, &bench, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 6;
    }
    for (size_t i = 0; i < bench.count; i++) {
        size_t known = 0;
        while (known < ending_count && strcmp(endings[known], bench.files[i].ending) != 0)
            known++;
        if (known == ending_count && ending_count < MOST_ENDINGS)
            endings[ending_count++] = bench.files[i].ending;
    }
    for (size_t i = 0; i < ending_count; i++)
        measure(&bench, endings[i], argc > 2 ? atoi(argv[2]) : 5);
    free(bench.files);
    arena_release(&bench.arena);
    return 0;
}
