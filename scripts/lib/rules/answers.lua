-- Rule S01: what the declaration of a single field can't say. Each check names the field and what is
-- expected, never the value; all of them are told in one run (exit 2).
--
--   answers.check(patient, clinic, "inserts")
--
-- A check is { field, message, function(patient, clinic) -> true when the answer is wrong }. Order: both
-- handouts, the insert handout, the heel pain handout, running them.

local dates = require "lib.dates"
local exercises = require "lib.exercises"
local intake = require "lib.intake"
local people = require "lib.people"

local answers = {}

-- An illness that was named as the cause has cautions of its own, which hang on `comorbidities`.
local function illness_is_left_out(patient)
  for _, kind in ipairs(patient.systemic_kind or {}) do
    if kind ~= "weight" and not intake.has(patient.comorbidities, kind) then
      return true
    end
  end
  return intake.has(patient.referred_kind, "circulation")
    and not intake.has(patient.comorbidities, "circulation")
end

local both = {
  { "date_of_birth", "missing: give date_of_birth or age", function(patient)
    return not patient.date_of_birth and not patient.age
  end },
  { "age", "does not agree with date_of_birth: give one of them", people.age_conflicts },
  { "red_flags", "none_found can't stand beside a red flag", function(patient)
    return #patient.red_flags > 1 and intake.has(patient.red_flags, "none_found")
  end },
  { "comorbidities", "none can't stand beside another answer", function(patient)
    return #patient.comorbidities > 1 and intake.has(patient.comorbidities, "none")
  end },
  { "comorbidities", "lacks the illness that systemic_kind or referred_kind names: add it here, its "
    .. "cautions are printed from here", illness_is_left_out },
  { "condition", "not_yet_known can't stand beside a condition", function(patient)
    return #patient.condition > 1 and intake.has(patient.condition, "not_yet_known")
  end },
  { "follow_up_date", "is not after the day of the handout", function(patient)
    return patient.follow_up_date ~= nil and patient.follow_up_date <= footnote.handout.date
  end },
  { "follow_up_date", "is further ahead than the clinic's follow_up_most_days: expected a day before that",
    function(patient, clinic)
      return patient.follow_up_date ~= nil and dates.between(footnote.handout.date,
        patient.follow_up_date) > clinic.thresholds.follow_up_most_days
    end },
}

-- The usual amount a week that longest_run_30d is measured in.
local function weekly_amount(patient)
  return patient.weekly_distance or patient.weekly_minutes
end

local function is_computed(patient)
  return patient.plan_profile == "standard" or patient.plan_profile == "slow"
end

-- A computed plan of someone who runs starts from what they run.
local function needs_amount(patient)
  return is_computed(patient) and patient.running_now ~= "stopped"
end

local function weeks_are_counted(patient)
  for i, week in ipairs(patient.custom_plan or {}) do
    if week.week ~= i then
      return false
    end
  end
  return true
end

local function runs_have_a_length(patient)
  for _, week in ipairs(patient.custom_plan or {}) do
    if (week.runs > 0) ~= (week.each > 0) then
      return false
    end
  end
  return true
end

local inserts = {
  { "insert_end_date", "missing: a lift for a calf strain is worn for a set time; give its last day",
    function(patient)
      return patient.insert_type == "heel_lift" and intake.has(patient.condition, "calf_strain")
        and not patient.insert_end_date
    end },
  { "insert_end_date", "missing: an insert for another injury of the leg is for a while; give its last day",
    function(patient)
      return intake.has(patient.insert_wishes, "other_injury") and not patient.insert_end_date
    end },
  { "weekly_distance", "missing: a plan starts from the usual week; give weekly_distance or "
    .. "weekly_minutes, or plan_profile custom or none", function(patient)
    return needs_amount(patient) and (weekly_amount(patient) or 0) <= 0
  end },
  { "runs_per_week", "missing: a plan starts from the usual week; give how often the patient runs",
    function(patient)
      return needs_amount(patient) and not patient.runs_per_week
    end },
  { "runs_per_week", "does not go with a weekly amount: expected 1 or more", function(patient)
    return (weekly_amount(patient) or 0) > 0 and patient.runs_per_week == 0
  end },
  { "longest_run_30d", "is longer than the whole week: expected the unit of the weekly amount",
    function(patient)
      local usual = weekly_amount(patient)
      return patient.longest_run_30d ~= nil and usual ~= nil and patient.longest_run_30d > usual
    end },
  { "custom_plan", "weeks are out of order: expected week 1, 2, 3 ... to the last, each once",
    function(patient)
      return not weeks_are_counted(patient)
    end },
  { "custom_plan", "has runs without a length, or a length without runs: expected both, or 0 and 0",
    function(patient)
      return not runs_have_a_length(patient)
    end },
}

-- Exercises are printed on either handout.
both[#both + 1] = { "exercises", "names none of the clinic's exercises, or one without a text in the "
  .. "handout's language: expected an id of the library, or words as they are to be printed",
  function(patient, clinic)
    return not exercises.all_known(patient, clinic)
  end }

local lists = { inserts = { both, inserts }, heel_pain = { both } }

-- The checks of a handout, for who wants to go through them.
function answers.of(handout)
  local all = {}
  for _, list in ipairs(lists[handout]) do
    for _, check in ipairs(list) do
      all[#all + 1] = check
    end
  end
  return all
end

-- Tells every answer that is wrong; true when there is none.
function answers.check(patient, clinic, handout)
  local fine = true
  for _, check in ipairs(answers.of(handout)) do
    if check[3](patient, clinic) then
      footnote.field_error(check[1], check[2])
      fine = false
    end
  end
  return fine
end

return answers
