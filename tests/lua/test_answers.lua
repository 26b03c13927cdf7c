-- lib.rules.answers: what a single field can't say (S01), each check by a patient that fails it alone.

local answers = require "lib.rules.answers"
local check = require "lib.check"
local patients = require "lib.patients"
local rulings = require "lib.rulings"

local inserts, heel_pain = patients.inserts, patients.heel_pain
local NONE = patients.NONE

-- handout, patient, field, words of the message; the patient that passes stands behind
local cases = {
  { "inserts", inserts { date_of_birth = NONE }, "date_of_birth", "give date_of_birth or age",
    inserts { date_of_birth = NONE, age = 41 } },
  { "inserts", inserts { age = 40 }, "age", "does not agree", inserts { age = 41 } },
  { "inserts", inserts { red_flags = { "none_found", "numb" } }, "red_flags", "beside a red flag",
    inserts() },
  { "inserts", inserts { comorbidities = { "none", "falls_risk" } }, "comorbidities", "beside another",
    inserts { comorbidities = { "falls_risk" } } },
  { "heel_pain", heel_pain { condition = { "systemic" }, systemic_kind = { "diabetes" } }, "comorbidities",
    "lacks the illness", heel_pain { condition = { "systemic" }, systemic_kind = { "diabetes" },
      comorbidities = { "diabetes" } } },
  { "heel_pain", heel_pain { condition = { "referred" }, referred_kind = { "circulation" } },
    "comorbidities", "lacks the illness",
    heel_pain { condition = { "systemic" }, systemic_kind = { "weight" } } },
  { "heel_pain", heel_pain { condition = { "not_yet_known", "bursitis" } }, "condition", "not_yet_known",
    heel_pain { condition = { "not_yet_known" } } },
  { "inserts", inserts { follow_up_date = "2026-03-02" }, "follow_up_date", "not after the day",
    inserts { follow_up_date = "2026-03-03" } },
  { "inserts", inserts { follow_up_date = "2027-03-03" }, "follow_up_date", "follow_up_most_days",
    inserts { follow_up_date = "2027-03-02" } },
  { "heel_pain", heel_pain { exercises = { { name = "calf_strech" } } }, "exercises", "none of the clinic's",
    heel_pain { exercises = { { name = "calf_stretch" }, { name = "Stand on one leg." } } } },
  { "inserts", patients.achilles { condition = { "calf_strain" } }, "insert_end_date", "last day",
    patients.achilles { condition = { "calf_strain" }, insert_end_date = "2026-04-01" } },
  { "inserts", inserts { insert_wishes = { "other_injury" } }, "insert_end_date", "last day",
    inserts { insert_wishes = { "foot_alignment" } } },
  { "inserts", inserts { weekly_distance = NONE, longest_run_30d = NONE }, "weekly_distance", "usual week",
    inserts { weekly_distance = NONE, longest_run_30d = NONE, weekly_minutes = 100 } },
  { "inserts", inserts { weekly_distance = 0, longest_run_30d = NONE }, "weekly_distance", "usual week",
    inserts { weekly_distance = NONE, longest_run_30d = NONE, running_now = "stopped" } },
  { "inserts", inserts { runs_per_week = NONE }, "runs_per_week", "missing",
    inserts { runs_per_week = NONE, running_now = "stopped" } },
  { "inserts", inserts { runs_per_week = 0 }, "runs_per_week", "1 or more", inserts { runs_per_week = 1 } },
  { "inserts", inserts { longest_run_30d = 20.5 }, "longest_run_30d", "whole week",
    inserts { longest_run_30d = 20 } },
  { "inserts", inserts { plan_profile = "custom", custom_plan = { { week = 2, runs = 0, each = 0 } } },
    "custom_plan", "out of order",
    inserts { plan_profile = "custom", custom_plan = { { week = 1, runs = 0, each = 0 } } } },
  { "inserts", inserts { plan_profile = "custom", custom_plan = { { week = 1, runs = 2, each = 0 } } },
    "custom_plan", "without a length",
    inserts { plan_profile = "custom", custom_plan = { { week = 1, runs = 2, each = 1 } } } },
  { "inserts", inserts { plan_profile = "custom", custom_plan = { { week = 1, runs = 0, each = 1 } } },
    "custom_plan", "without a length", inserts { plan_profile = "none" } },
}

local function each_check_alone(clinic)
  for _, case in ipairs(cases) do
    local handout, wrong, field, words, right = table.unpack(case)
    local said = rulings.of(answers.check, wrong, clinic, handout)
    check.equal(#said, 1, field .. " " .. words .. ": one message")
    check.is_true(rulings.hold(said, "field " .. field .. ": "), field)
    check.is_true(rulings.hold(said, words), field .. " says: " .. words)
    check.equal(rulings.of(answers.check, right, clinic, handout), {}, field .. ": nothing to say")
  end
end

-- Every message is seen in some case.
local function every_check_has_a_case()
  for _, handout in ipairs { "inserts", "heel_pain" } do
    for _, one in ipairs(answers.of(handout)) do
      local is_seen = false
      for _, case in ipairs(cases) do
        is_seen = is_seen or (case[3] == one[1] and one[2]:find(case[4], 1, true) ~= nil)
      end
      check.is_true(is_seen, one[1] .. ": " .. one[2])
      check.equal(one[2]:find "%.$", nil, one[1] .. " ends with a full stop")
    end
  end
end

local function all_are_told_at_once(clinic)
  local said = rulings.of(answers.check, inserts { date_of_birth = NONE, runs_per_week = 0,
    longest_run_30d = 99, comorbidities = { "none", "diabetes" } }, clinic, "inserts")
  check.equal(#said, 4)
end

return check.report("answers", function(clinic)
  each_check_alone(clinic)
  every_check_has_a_case()
  all_are_told_at_once(clinic)
end)
