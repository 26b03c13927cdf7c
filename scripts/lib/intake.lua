-- The fields of the two handouts (HANDOUT specification, section 1), declared once: checking,
-- prompting and help read them. A list is put together per report:
--
--   fields = intake.fields(intake.person, intake.problem, intake.insert, intake.visit)

local intake = {}

intake.person = {
  { name = "patient_name", type = "text", max = 60, required = true, personal = true,
    label = "Patient's name", help = "as it is to be printed" },
  { name = "preferred_name", type = "text", max = 30, personal = true,
    help = "how the patient likes to be called; the first word of the name unless given" },
  { name = "date_of_birth", type = "date", min = "1900-01-01", max = "today", personal = true,
    help = "year-month-day; or give age instead" },
  { name = "age", type = "whole", min = 0, max = 110, unit = "years", personal = true },
  { name = "identity_print", type = "choice", "full", "initials", "none", default = "full",
    help = "how much of the date of birth and name stands on the page" },
  { name = "language", type = "choice", "en", default = "en", help = "language of the handout" },
  { name = "large_print", type = "yes_no", default = false,
    help = "18 pt and more, one column, more pages: for a patient who can't read small print" },
  { name = "paper", type = "choice", "a4", "letter", help = "the clinic's own unless given" },
  { name = "units", type = "choice", "metric", "imperial", required = true,
    help = "kilometres or miles" },
}

intake.problem = {
  { name = "side", type = "choice", "left", "right", "both", required = true,
    help = "which heel hurts" },
  { name = "condition", type = "list", "plantar_fasciitis", "heel_spur_pain", "fat_pad_atrophy",
    "achilles_tendinopathy", "calf_strain", "leg_length_difference", "nonspecific_heel_pain",
    "stress_fracture", "nerve_entrapment", "bursitis", "tarsal_joint_wear", "injury",
    "post_inflammatory", "referred", "systemic", "not_yet_known", max_items = 3, required = true,
    help = "one to three; the first is the main one" },
  { name = "condition_status", type = "choice", "diagnosed", "suspected", "not_yet_known",
    required = true },
  { name = "referred_kind", type = "list", "limb_axis", "circulation", "foot_shape", "spine_pelvis",
    "compartment", "muscle_imbalance", "achilles_contracture", "bursa",
    required_if = { condition = "referred" }, help = "where the pain starts" },
  { name = "systemic_kind", type = "list", "diabetes", "ankylosing_spondylitis", "osteoporosis",
    "weight", required_if = { condition = "systemic" } },
  { name = "symptom_weeks", type = "number", min = 0, max = 1040, unit = "weeks" },
  { name = "pain_now", type = "whole", min = 0, max = 10, required = true,
    help = "0 is no pain, 10 the worst" },
  { name = "pain_run", type = "whole", min = 0, max = 10 },
  { name = "pain_morning", type = "whole", min = 0, max = 10 },
  { name = "red_flags", type = "list", required = true,
    help = "ids of the clinic's red-flag block, or none_found: must be answered" },
  { name = "running_now", type = "choice", "running", "reduced", "stopped", required = true },
}

intake.insert = {
  { name = "insert_type", type = "choice", "heel_cup", "heel_lift", "gel_pad", "foam_pad", "insole",
    required = true },
  { name = "insert_side", type = "choice", "left", "right", "both", required = true,
    help = "which shoe it goes in" },
  { name = "insert_source", type = "choice", "supplied", "to_buy", "self_bought", required = true },
  { name = "insert_material", type = "text", max = 40 },
  { name = "insert_model", type = "text", max = 40 },
  { name = "insert_end_date", type = "date", min = "today",
    help = "last day, for a lift that is worn for a while" },
  { name = "lift_height_mm", type = "number", min = 1, max = 20, step = 0.5, unit = "mm",
    required_if = { insert_type = "heel_lift" } },
  { name = "leg_length_difference_mm", type = "number", min = 0, max = 60, unit = "mm",
    required_if = { condition = "leg_length_difference" } },
  { name = "shorter_leg", type = "choice", "left", "right",
    required_if = { condition = "leg_length_difference" } },
  { name = "lld_confirmed_by", type = "text", max = 40, help = "who measured it, and how" },
  { name = "shoe_model", type = "text", max = 40 },
  { name = "shoes_seen", type = "yes_no", required = true,
    help = "no: the handout asks to bring the running shoes" },
  { name = "weekly_distance", type = "number", min = 0, max = 250,
    help = "usual distance a week, in the units chosen; or weekly_minutes" },
  { name = "weekly_minutes", type = "number", min = 0, max = 1500, unit = "min" },
  { name = "runs_per_week", type = "whole", min = 0, max = 14, required = true },
  { name = "longest_run_30d", type = "number", min = 0, max = 250,
    help = "longest single run of the last 30 days, in the unit of the weekly amount" },
  { name = "plan_profile", type = "choice", "slow", "standard", required = true,
    help = "which of the clinic's plans you accept for this patient" },
  { name = "goal", type = "text", max = 60, personal = true,
    help = "the patient's own words; printed in quotation marks" },
}

intake.heel_pain = {
  { name = "can_run", type = "choice", "with_rule", "walk_only", "not_yet", required = true,
    help = "your decision; the program makes none" },
  { name = "tests_planned", type = "list", "ultrasound_scan", "other" },
  { name = "treatments_offered", type = "list", "exercises", "insole", "pain_medicine", "laser",
    "ultrasound_treatment", "iontophoresis", "cryotherapy" },
  { name = "surgery_discussed", type = "yes_no", default = false },
  { name = "surgery_for", type = "choice", "nerve", "band", "spur", "shape",
    required_if = { surgery_discussed = true }, help = "what the operation would be for" },
}

intake.visit = {
  { name = "comorbidities", type = "list", "diabetes", "neuropathy", "circulation",
    "ankylosing_spondylitis", "osteoporosis", "overweight", "pregnancy", "falls_risk", "none",
    required = true, help = "must be answered; none is an answer" },
  { name = "nsaid_problem", type = "choice", "none", "allergy", "avoid", "unknown", required = true,
    help = "anti-inflammatory medicine: may the patient take it?" },
  { name = "exercises", type = "list", help = "as they are to be printed" },
  { name = "clinician_name", type = "text", max = 40, required = true },
  { name = "clinician_role", type = "choice", "podiatrist", "physiotherapist", "sports doctor",
    "orthopaedic doctor", "other", required = true },
  { name = "follow_up_date", type = "date", min = "today", required = true },
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

return intake
