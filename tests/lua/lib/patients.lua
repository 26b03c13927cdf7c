-- Patients for tests of rules, as report.build gets them: all fields of a handout that have a value.
--
--   patients.inserts { pain_now = 7, insert_side = patients.NONE }

local patients = {}

patients.NONE = "(left out)"

local function with(base, changes)
  local patient = {}
  for name, value in pairs(base) do
    patient[name] = value
  end
  for name, value in pairs(changes or {}) do
    patient[name] = value ~= patients.NONE and value or nil
  end
  return patient
end

local person = {
  patient_name = "Robin Example", language = "en", date_of_birth = "1984-05-01",
  units = "metric", side = "left",
  condition = { "plantar_fasciitis" }, condition_status = "diagnosed", pain_now = 3, cannot_walk = false,
  red_flags = { "none_found" }, running_now = "reduced", comorbidities = { "none" },
  nsaid_problem = "none", follow_up_date = "2026-03-17",
}

-- Runs 20 km in four runs; a heel cup for plantar fasciitis.
function patients.inserts(changes)
  return with(with(person, { insert_type = "heel_cup", insert_side = "left", insert_source = "supplied",
    shoes_seen = true, weekly_distance = 20, runs_per_week = 4, longest_run_30d = 6,
    plan_profile = "standard" }), changes)
end

-- The right leg is 10 mm shorter, with a lift of 6 mm under it.
function patients.leg_length(changes)
  return with(patients.inserts { condition = { "leg_length_difference" }, insert_type = "heel_lift",
    insert_side = "right", shorter_leg = "right", leg_length_difference_mm = 10, lift_height_mm = 6,
    lld_confirmed_by = "Alex Sample", lld_method = "standing X-ray" }, changes)
end

-- Both shoes have a lift of 6 mm, for the Achilles tendon.
function patients.achilles(changes)
  return with(patients.inserts { condition = { "achilles_tendinopathy" }, insert_type = "heel_lift",
    side = "both", insert_side = "both", lift_height_mm = 6 }, changes)
end

-- May walk, has had pain for eight weeks, was offered exercises.
function patients.heel_pain(changes)
  return with(with(person, { can_run = "walk_only", symptom_weeks = 8,
    treatments_offered = { "exercises" }, surgery_discussed = false }), changes)
end

return patients
