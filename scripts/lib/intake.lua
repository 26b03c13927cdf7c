-- The fields of the two handouts (HANDOUT specification, section 1), declared once: checking, asking
-- at the terminal, rosters and help read them. A list is put together per report:
--
--   fields = intake.fields(intake.person, intake.problem, intake.insert, intake.visit)
--
-- Here stands what a single field can say of itself. What two fields say together is checked in
-- lib/rules/answers.lua, what a clinician has to decide in lib/rules. The clinic's own data (name,
-- phones, logo, address) are no fields: they stand in the clinic's profile.
--
-- Order: the person, the problem, the insert, the plan, heel pain, the visit.

local intake = {}

intake.person = {
  { group = "The patient", name = "patient_name", type = "text", max = 60, required = true,
    personal = true, label = "Patient's name", help = "as it is to be printed" },
  { name = "preferred_name", type = "text", max = 30, personal = true,
    help = "how the patient likes to be called; the first word of the name unless given" },
  { name = "date_of_birth", type = "date", min = "1900-01-01", max = "today", personal = true,
    help = "year-month-day; or give age instead" },
  { name = "age", type = "whole", min = 0, max = 110, unit = "years", personal = true,
    help = "in place of the date of birth" },
  { name = "identity_print", type = "choice", "full", "initials", "none", default = "full",
    help = "how much of the date of birth and name stands on the page" },
  { name = "language", type = "choice", "en", "es", "pl", default = "en",
    help = "language of the handout; es is a draft (--allow-draft), pl is not finished" },
  { name = "reading_level", type = "choice", "standard", "easy", default = "standard",
    help = "easy is grade 4 at most: all texts are well below it, so both are the same words" },
  { name = "large_print", type = "yes_no", default = false,
    help = "18 pt and more, one column, more pages: for a patient who can't read small print" },
  { name = "paper", type = "choice", "a4", "letter", help = "the clinic's own unless given" },
  { name = "units", type = "choice", "metric", "imperial", required = true,
    help = "kilometres or miles" },
}

intake.problem = {
  { group = "The problem", name = "side", type = "choice", "left", "right", "both", required = true,
    help = "which heel hurts" },
  { name = "condition", type = "list", "plantar_fasciitis", "heel_spur_pain", "fat_pad_atrophy",
    "achilles_tendinopathy", "calf_strain", "leg_length_difference", "nonspecific_heel_pain",
    "stress_fracture", "nerve_entrapment", "bursitis", "tarsal_joint_wear", "injury",
    "post_inflammatory", "referred", "systemic", "not_yet_known", max_items = 3, required = true,
    help = "one to three; the first is the main one" },
  { name = "condition_status", type = "choice", "diagnosed", "suspected", "not_yet_known",
    required = true, help = "the page says 'your clinician thinks' unless it is diagnosed" },
  { name = "referred_kind", type = "list", "limb_axis", "circulation", "foot_shape", "spine_pelvis",
    "compartment", "muscle_imbalance", "achilles_contracture", "bursa",
    required_if = { condition = "referred" }, only_if = { condition = "referred" },
    help = "where the pain starts" },
  { name = "systemic_kind", type = "list", "diabetes", "ankylosing_spondylitis", "osteoporosis",
    "weight", required_if = { condition = "systemic" }, only_if = { condition = "systemic" },
    help = "which illness of the whole body" },
  { name = "pain_now", type = "whole", min = 0, max = 10, required = true,
    help = "0 is no pain, 10 the worst" },
  { name = "pain_run", type = "whole", min = 0, max = 10, help = "while running" },
  { name = "pain_morning", type = "whole", min = 0, max = 10, help = "with the first steps of the day" },
  { name = "cannot_walk", type = "yes_no", default = false,
    help = "yes: the patient can't walk as usual" },
  { name = "red_flags", type = "list", "none_found", choices_from = "red_flags", required = true,
    help = "the warning signs that you found: must be answered" },
  { name = "running_now", type = "choice", "running", "reduced", "stopped", required = true,
    help = "how much the patient runs now" },
}

intake.insert = {
  { group = "The insert", name = "insert_type", type = "choice", "heel_cup", "heel_lift", "gel_pad",
    "foam_pad", "insole", required = true, help = "your choice; the program makes none" },
  { name = "insert_side", type = "choice", "left", "right", "both", required = true,
    help = "which shoe it goes in" },
  { name = "insert_source", type = "choice", "supplied", "to_buy", "self_bought", required = true },
  { name = "insert_material", type = "text", max = 40 },
  { name = "insert_model", type = "text", max = 40 },
  { name = "insert_wishes", type = "list", "foot_alignment", "other_injury",
    help = "what else it is for: how the foot rolls, or an injury elsewhere in the leg" },
  { name = "prescribed", type = "yes_no", default = false, only_if = { insert_wishes = "other_injury" },
    help = "yes: it was prescribed for that injury" },
  { name = "other_care_tried", type = "yes_no", default = false,
    help = "yes: other care has not helped enough, and that is why there is an insert" },
  { name = "insert_end_date", type = "date", min = "today",
    help = "last day, for an insert that is worn for a while; a calf strain's lift needs it" },
  { name = "lift_height_mm", type = "number", min = 1, max = 20, step = 0.5, unit = "mm",
    required_if = { insert_type = "heel_lift" }, only_if = { insert_type = "heel_lift" },
    help = "the height to be reached" },
  { name = "leg_length_difference_mm", type = "number", min = 0, max = 60, unit = "mm",
    required_if = { condition = "leg_length_difference" },
    only_if = { condition = "leg_length_difference" } },
  { name = "shorter_leg", type = "choice", "left", "right",
    required_if = { condition = "leg_length_difference" },
    only_if = { condition = "leg_length_difference" } },
  { name = "lld_confirmed_by", type = "text", max = 40,
    only_if = { condition = "leg_length_difference" }, help = "who measured the difference" },
  { name = "lld_method", type = "text", max = 40, only_if = { condition = "leg_length_difference" },
    help = "how it was measured" },
  { name = "shoe_model", type = "text", max = 40 },
  { name = "size_system", type = "choice", "eu", "uk", "us_m", "us_w" },
  { name = "shoe_size", type = "number", min = 0, max = 60, step = 0.5,
    required_if = { size_system = { "eu", "uk", "us_m", "us_w" } },
    only_if = { size_system = { "eu", "uk", "us_m", "us_w" } }, help = "for the drawing only" },
  { name = "shoes_seen", type = "yes_no", required = true,
    help = "no: the handout asks to bring the running shoes" },
  { name = "feet_examined_on", type = "date", max = "today",
    help = "with diabetes or numb feet: when you looked at them" },
}

intake.plan = {
  { group = "The plan", name = "plan_profile", type = "choice", "standard", "slow", "custom", "none",
    required = true, help = "which of the clinic's plans you accept; custom: a table of your own; "
      .. "none: walk only until the visit" },
  { name = "weekly_distance", type = "number", min = 0, max = 250,
    only_if = { plan_profile = { "standard", "slow", "custom" } },
    help = "usual distance a week in km or miles, whichever units says; or weekly_minutes" },
  { name = "weekly_minutes", type = "number", min = 0, max = 1500, unit = "min",
    only_if = { plan_profile = { "standard", "slow", "custom" } },
    help = "usual minutes a week; with both, they serve where the distance is too short for a plan" },
  { name = "runs_per_week", type = "whole", min = 0, max = 14,
    help = "how often the patient runs", only_if = { plan_profile = { "standard", "slow", "custom" } } },
  { name = "longest_run_30d", type = "number", min = 0, max = 250,
    only_if = { plan_profile = { "standard", "slow", "custom" } },
    help = "longest single run of the last 30 days: as weekly_distance, or minutes where only they "
      .. "are given" },
  { name = "custom_unit", type = "choice", "distance", "minutes", default = "distance",
    only_if = { plan_profile = "custom" } },
  { name = "custom_plan", type = "list", max_items = 12, required_if = { plan_profile = "custom" },
    only_if = { plan_profile = "custom" }, help = "every week of the plan",
    of = {
      { name = "week", type = "whole", min = 1, max = 12, required = true },
      { name = "runs", type = "whole", min = 0, max = 14, required = true,
        help = "0 is a week of walking" },
      { name = "each", type = "number", min = 0, max = 250, default = 0,
        help = "how long one run is" },
    } },
  { name = "goal", type = "text", max = 60, personal = true,
    help = "the patient's own words; printed in quotation marks" },
}

intake.heel_pain = {
  { name = "symptom_weeks", type = "number", min = 0, max = 5720, unit = "weeks", required = true,
    help = "how long it has hurt" },
  { group = "What to do", name = "can_run", type = "choice", "with_rule", "walk_only", "not_yet",
    required = true, help = "your decision; the program makes none" },
  { name = "tests_planned", type = "list", "ultrasound_scan", "other" },
  { name = "treatments_offered", type = "list", "exercises", "insole", "pain_medicine", "laser",
    "ultrasound_treatment", "iontophoresis", "cryotherapy" },
  { name = "surgery_discussed", type = "yes_no", default = false },
  { name = "surgery_for", type = "choice", "nerve", "band", "spur", "shape",
    required_if = { surgery_discussed = true }, only_if = { surgery_discussed = true }, kept = true,
    help = "what the operation would be for" },
}

intake.visit = {
  { group = "Health", name = "comorbidities", type = "list", "diabetes", "neuropathy", "circulation",
    "ankylosing_spondylitis", "osteoporosis", "overweight", "pregnancy", "falls_risk", "none",
    required = true, help = "must be answered; none is an answer" },
  { name = "print_overweight", type = "yes_no", default = false,
    only_if = { comorbidities = "overweight" }, help = "yes: a sentence about weight is printed" },
  { name = "nsaid_problem", type = "choice", "none", "allergy", "avoid", "unknown", required = true,
    help = "anti-inflammatory medicine; avoid: kidneys, ulcer, blood thinner, asthma, pregnancy" },
  { name = "other_medicines_note", type = "text", max = 80, personal = true,
    help = "for you: never printed" },
  { name = "exercises", type = "list", max_items = 6,
    help = "ids of the clinic's exercises, or your own as they are to be printed",
    of = {
      { name = "name", type = "text", max = 80, required = true },
      { name = "how", type = "text", max = 80 },
      { name = "how_often", type = "text", max = 40 },
    } },
  { group = "The visit", name = "clinician_name", type = "text", max = 40, required = true },
  { name = "clinician_role", type = "choice", "podiatrist", "physiotherapist", "sports doctor",
    "orthopaedic doctor", "other", required = true },
  { name = "follow_up_date", type = "date", help = "the next visit" },
  { name = "handout_date", type = "date", help = "today unless given" },
}

-- One list from several, in order.
function intake.fields(...)
  local all = {}
  for _, group in ipairs { ... } do
    for _, field in ipairs(group) do
      all[#all + 1] = field
    end
  end
  return all
end

-- True when a list field holds a value.
function intake.has(list, value)
  for _, item in ipairs(list or {}) do
    if item == value then
      return true
    end
  end
  return false
end

-- True when a list field holds one of several values.
function intake.has_any(list, values)
  for _, value in ipairs(values) do
    if intake.has(list, value) then
      return true
    end
  end
  return false
end

return intake
