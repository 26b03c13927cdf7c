// bench_xapian.cc - a peer: xapian-core as its guide has it.
//
// Usage: bench_xapian index PASSAGES.tsv DATABASE [TITLE_WEIGHT]
//        bench_xapian ask DATABASE QUERIES
//        bench_xapian answer DATABASE QUERIES LIMIT
// index: "id TAB title TAB text" a line; TermGenerator with the English stemmer (STEM_SOME), the
// title counted TITLE_WEIGHT times (1), title and text kept as the document's data. ask: the query
// parser's OR of all words, BM25, the ten best with title and a snippet of the matching place: see
// bench_ask.h. answer: for lines "qid TAB query" prints "qid TAB id", best first, stop words left
// out. The query is parsed as text: no operator of its syntax means anything.
#include "bench_ask.h"

#include <xapian.h>

#include <string>

namespace {

const size_t SNIPPET_BYTES = 200;
const unsigned PLAIN = 0;

// The stop words that the guide's examples use are few; these are Snowball's English ones.
const char *const STOP_WORDS[] = {
    "i",       "me",    "my",      "myself",   "we",         "our",     "ours",    "ourselves",
    "you",     "your",  "yours",   "yourself", "yourselves", "he",      "him",     "his",
    "himself", "she",   "her",     "hers",     "herself",    "it",      "its",     "itself",
    "they",    "them",  "their",   "theirs",   "themselves", "what",    "which",   "who",
    "whom",    "this",  "that",    "these",    "those",      "am",      "is",      "are",
    "was",     "were",  "be",      "been",     "being",      "have",    "has",     "had",
    "having",  "do",    "does",    "did",      "doing",      "would",   "should",  "could",
    "ought",   "a",     "an",      "the",      "and",        "but",     "if",      "or",
    "because", "as",    "until",   "while",    "of",         "at",      "by",      "for",
    "with",    "about", "against", "between",  "into",       "through", "during",  "before",
    "after",   "above", "below",   "to",       "from",       "up",      "down",    "in",
    "out",     "on",    "off",     "over",     "under",      "again",   "further", "then",
    "once",    "here",  "there",   "when",     "where",      "why",     "how",     "all",
    "any",     "both",  "each",    "few",      "more",       "most",    "other",   "some",
    "such",    "no",    "nor",     "not",      "only",       "own",     "same",    "so",
    "than",    "too",   "very"};

struct searching {
    Xapian::Database database;
    Xapian::QueryParser parser;
    Xapian::SimpleStopper stopper;
    Xapian::Stem stem;
    unsigned limit;

    explicit searching(const char *path) : database(path), stem("english"), limit(ASK_HITS) {
        parser.set_stemmer(stem);
        parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
        parser.set_database(database);
    }

    void leave_out_stop_words() {
        for (const char *word : STOP_WORDS)
            stopper.add(word);
        parser.set_stopper(&stopper);
    }

    Xapian::MSet best(const char *query) {
        Xapian::Enquire enquire(database);
        enquire.set_query(parser.parse_query(query, PLAIN));
        return enquire.get_mset(0, limit);
    }
};

void build(const char *passages, const char *path, unsigned title_weight) {
    FILE *file = ask_open(passages);
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("english"));
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
    char *line = nullptr, *parts[3];
    size_t capacity = 0;
    while (ask_read_passage(file, &line, &capacity, parts)) {
        Xapian::Document document;
        generator.set_document(document);
        generator.index_text(parts[1], title_weight);
        generator.increase_termpos();
        generator.index_text(parts[2]);
        document.set_data(std::string(parts[0]) + "\n" + parts[1] + "\n" + parts[2]);
        database.add_document(document);
    }
    database.commit();
    free(line);
    fclose(file);
}

void ask(void *context, const char *query, struct ask_counts *counts) {
    searching *with = static_cast<searching *>(context);
    Xapian::MSet hits = with->best(query);
    for (Xapian::MSetIterator hit = hits.begin(); hit != hits.end(); ++hit) {
        std::string data = hit.get_document().get_data();
        size_t title = data.find('\n') + 1, text = data.find('\n', title) + 1;
        counts->hits++;
        counts->bytes += text - title - 1;
        counts->bytes += hits.snippet(data.substr(text), SNIPPET_BYTES, with->stem,
                                      Xapian::MSet::SNIPPET_BACKGROUND_MODEL, "**", "**")
                             .size();
    }
}

void answer(void *context, const char *id, const char *query) {
    searching *with = static_cast<searching *>(context);
    Xapian::MSet hits = with->best(query);
    for (Xapian::MSetIterator hit = hits.begin(); hit != hits.end(); ++hit) {
        std::string data = hit.get_document().get_data();
        printf("%s\t%s\n", id, data.substr(0, data.find('\n')).c_str());
    }
}

int run(int count, char **arguments) {
    std::string verb = count > 1 ? arguments[1] : "";
    if (verb == "index" && (count == 4 || count == 5)) {
        build(arguments[2], arguments[3],
              count == 5 ? static_cast<unsigned>(strtoul(arguments[4], nullptr, 10)) : 1);
    } else if (verb == "ask" && count == 4) {
        searching with(arguments[2]);
        ask_file(arguments[3], ask, &with);
    } else if (verb == "answer" && count == 5) {
        searching with(arguments[2]);
        with.leave_out_stop_words();
        with.limit = static_cast<unsigned>(strtoul(arguments[4], nullptr, 10));
        answer_file(arguments[3], answer, &with);
    } else {
        fprintf(stderr, "usage: bench_xapian index PASSAGES DATABASE [TITLE_WEIGHT] | "
                        "ask DATABASE QUERIES | answer DATABASE QUERIES LIMIT\n");
        return 1;
    }
    return 0;
}

} // namespace

int main(int count, char **arguments) {
    try {
        return run(count, arguments);
    } catch (const Xapian::Error &error) {
        fprintf(stderr, "bench_xapian: %s\n", error.get_description().c_str());
        return 1;
    }
}
