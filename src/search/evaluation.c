/* evaluation.c - see evaluation.h.
 *
 * Layer: search. Order: the gain, one query, means.
 */
#include "search/evaluation.h"

#include <math.h>

enum { GAIN_PLACES = 10, RECALL_PLACES = 100, GRADES = 64 };

/* place counts from 0 */
static double discount(size_t place) {
    return 1 / log2((double)place + 2);
}

/* Grades beyond the table count as its last: nobody judges on 64 grades. */
static int bounded(int grade) {
    return grade < 0 ? 0 : grade < GRADES ? grade : GRADES - 1;
}

static double best_gain(const int *judged, size_t count) {
    size_t of_grade[GRADES] = {0}, place = 0;
    for (size_t i = 0; i < count; i++)
        of_grade[bounded(judged[i])]++;
    double gain = 0;
    for (int grade = GRADES - 1; grade > 0; grade--)
        for (size_t i = 0; i < of_grade[grade] && place < GAIN_PLACES; i++)
            gain += grade * discount(place++);
    return gain;
}

struct evaluation evaluation_of(const int *found, size_t found_count, const int *judged,
                                size_t judged_count) {
    struct evaluation one = {0};
    size_t relevant = 0, seen = 0, seen_100 = 0;
    int highest = 1;
    for (size_t i = 0; i < judged_count; i++) {
        relevant += judged[i] > 0;
        highest = bounded(judged[i]) > highest ? bounded(judged[i]) : highest;
    }
    double gain = 0;
    for (size_t i = 0; i < found_count; i++) {
        int grade = bounded(found[i]);
        if (grade == 0)
            continue;
        seen++;
        seen_100 += i < RECALL_PLACES;
        one.average_precision += (double)seen / (double)(i + 1);
        if (seen == 1)
            one.reciprocal_rank = 1 / (double)(i + 1);
        if (i < GAIN_PLACES)
            gain += grade * discount(i);
        if (grade == highest && one.first_place == 0)
            one.first_place = i + 1;
    }
    if (relevant > 0) {
        one.ndcg_10 = gain / best_gain(judged, judged_count);
        one.average_precision /= (double)relevant;
        one.recall_100 = (double)seen_100 / (double)relevant;
    }
    one.top_3 = one.first_place >= 1 && one.first_place <= 3;
    one.top_5 = one.first_place >= 1 && one.first_place <= 5;
    return one;
}

void evaluation_add(struct evaluation_sum *sum, const struct evaluation *one) {
    sum->sum.ndcg_10 += one->ndcg_10;
    sum->sum.average_precision += one->average_precision;
    sum->sum.recall_100 += one->recall_100;
    sum->sum.reciprocal_rank += one->reciprocal_rank;
    sum->sum.top_3 += one->top_3;
    sum->sum.top_5 += one->top_5;
    sum->count++;
}

struct evaluation evaluation_mean(const struct evaluation_sum *sum) {
    struct evaluation mean = {0};
    if (sum->count == 0)
        return mean;
    double count = (double)sum->count;
    mean.ndcg_10 = sum->sum.ndcg_10 / count;
    mean.average_precision = sum->sum.average_precision / count;
    mean.recall_100 = sum->sum.recall_100 / count;
    mean.reciprocal_rank = sum->sum.reciprocal_rank / count;
    mean.top_3 = sum->sum.top_3 / count;
    mean.top_5 = sum->sum.top_5 / count;
    return mean;
}
