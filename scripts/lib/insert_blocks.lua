-- The blocks of the insert handout but for boxes, plan and diary: what the insert is for, what to do
-- today, other illnesses, gains and risks, what else is part of the plan, when to call, background.
--
-- Every function takes the patient (and the clinic's profile) and gives a block, or false when this
-- patient has no use for it. where: { drop, when_dropped }, see scripts/README.md.

local cautions = require "lib.rules.cautions"
local dates = require "lib.dates"
local diary_heads = require "lib.diary_heads"
local exercises = require "lib.exercises"
local insert_text = require "lib.insert_text"
local intake = require "lib.intake"
local people = require "lib.people"
local plan = require "lib.plan"
local plan_page = require "lib.plan_page"
local safety = require "lib.safety"
local sentences = require "lib.sentences"

local blocks = {}

-- Large print has its lines as far apart in notes as in the rest.
local function prose(patient)
  return patient.large_print and "body" or "note"
end

-- ---- the front ---------------------------------------------------------------------------------

-- The patient's own words, in quotation marks.
function blocks.goal(patient, where)
  return patient.goal ~= nil and para {
    drop = where.drop, when_dropped = where.when_dropped,
    restate("intro.goal", { goal = patient.goal }),
  } or false
end

-- What the insert is, which shoe it goes in, what it does, and for which problem.
function blocks.what_for(patient, goal_where)
  local parts = {
    restate("intro." .. patient.insert_type, { side = patient.insert_side }),
  }
  for _, key in ipairs(insert_text.purpose_keys(patient)) do
    parts[#parts + 1] = " "
    parts[#parts + 1] = restate(key)
  end
  if patient.insert_end_date then
    parts[#parts + 1] = " "
    parts[#parts + 1] = restate(patient.insert_type == "heel_lift" and "else.last_day" or "intro.last_day",
      { date = dates.long(patient.insert_end_date) })
  end
  return section {
    title = words("heading.insert_for"),
    required = true,
    para(parts),
    blocks.goal(patient, goal_where),
  }
end

-- Keys of what to do today, in order; each has its slots.
local function today_keys(patient)
  return { "today.put_in." .. patient.insert_type, "today.check_fit", "today.walk",
    diary_heads.watches_skin(patient) and "today.look_skin" or "today.look", "today.pain_score" }
end

function blocks.today(patient, clinic)
  local slots = { side = patient.insert_side,
    minutes = tostring(plan.wear_in(patient, clinic).first_day_minutes) }
  if patient.insert_type == "heel_lift" then
    slots.height = plan.number(plan.lift_height(patient, clinic, 1))
  end
  local uses = { ["today.walk"] = { minutes = slots.minutes },
    ["today.put_in." .. patient.insert_type] = { side = slots.side, height = slots.height } }
  local items = {}
  for i, key in ipairs(today_keys(patient)) do
    items[i] = { restate(key, uses[key]) }
  end
  return section { title = words("heading.today"), required = true, checklist(items) }
end

-- ---- other illnesses ---------------------------------------------------------------------------

-- Cautions that are steps rather than reasons to call; none that another sentence says already.
local function illness_keys(patient, clinic)
  local printed = today_keys(patient)
  if plan_page.pain_is_no_guide(patient, clinic) and patient.plan_profile ~= "none" then
    printed[#printed + 1] = "move_on.not_for_you"
  end
  local said, keys = safety.said_by(clinic, printed), {}
  for _, key in ipairs(safety.caution_keys(patient, clinic)) do
    if not said[key] and intake.has(clinic.cautions.to_do, key) then
      keys[#keys + 1] = key
    end
  end
  return keys
end

local MOST_ITEMS = 7 -- a longer list is not read to its end

-- "What else do I do?": what other illnesses ask for. Two lists where one is too long.
function blocks.other_illnesses(patient, clinic)
  local keys = illness_keys(patient, clinic)
  if #keys == 0 then
    return false
  end
  local title = words("heading.other_illnesses")
  local items = sentences.items(keys)
  if #keys <= MOST_ITEMS then
    items.columns = patient.large_print and 1 or 2
    return section { title = title, required = true, list(items) }
  end
  local half = (#items + 1) // 2
  return section { title = title, required = true, band { split = { 6, 6 },
    { list { table.unpack(items, 1, half) } }, { list { table.unpack(items, half + 1) } } } }
end

-- ---- the back ----------------------------------------------------------------------------------

-- Gains and risks: the same number of items, the same size, side by side; and what we do not know, which
-- in large print stands with what is true of every insert.
function blocks.gains_and_risks(patient)
  local gain_list = sentences.items(insert_text.gain_keys(patient))
  local risk_list = sentences.items(insert_text.risk_keys(patient))
  gain_list.kind, risk_list.kind = "plus", "minus"
  return band {
    split = { 6, 6 },
    { section { title = words("heading.gain"), required = true, list(gain_list),
      not patient.large_print and para { restate(insert_text.unknown_key(patient)) } } },
    { section { title = words("heading.risk"), required = true, list(risk_list) } },
  }
end

-- The clinician's exercises, and what they are for; the medicine line when some medicine may do harm (K7).
function blocks.what_else(patient, clinic, where)
  local parts = { role = prose(patient), drop = where.drop, when_dropped = where.when_dropped }
  if patient.plan_profile ~= "none" or patient.large_print then -- else a section has it as its title
    parts[1] = bold(words("heading.else"))
  end
  local texts = exercises.texts(patient, clinic)
  local function add(node)
    if #parts > 0 then
      parts[#parts + 1] = " "
    end
    parts[#parts + 1] = node
  end
  for _, text in ipairs(texts) do
    add(restate("else.exercise", { exercise = text }))
  end
  if #texts == 0 then
    add(restate "else.ask")
  end
  add(restate "else.cause")
  if patient.nsaid_problem ~= "none" then
    for _, key in ipairs(cautions.keys(patient, clinic, "medicine", "inserts")) do
      add(restate(key))
    end
  end
  return para(parts)
end

-- The clinic's signs to call before the next visit.
function blocks.call_soon(patient, clinic)
  local parts = { role = prose(patient), bold(words("heading.soon")) }
  for _, item in ipairs(safety.soon_items(patient, clinic, true)) do
    parts[#parts + 1] = " "
    parts[#parts + 1] = item[1]
  end
  return para(parts)
end

-- What to bring to the next visit; a box to tick where nobody has seen the shoes yet.
function blocks.bring(patient)
  if patient.shoes_seen then
    return restate "visit.shoes"
  end
  return nobreak { symbol("box", words("check.empty")), " ", restate "visit.shoes" }
end

-- ---- what explains -----------------------------------------------------------------------------

-- What is true of every insert, and with diabetes what must be true of this one (K1). The other cautions of
-- an insert (K8 to K10) stand among the steps, the risks and the signs to stop.
local function about_keys(patient, clinic)
  local keys = { table.unpack(insert_text.about_keys) }
  for _, key in ipairs(intake.has(patient.comorbidities, "diabetes") and clinic.cautions.diabetes_insert
    or {}) do
    if not safety.said_by(clinic, today_keys(patient))[key] then
      keys[#keys + 1] = key
    end
  end
  if patient.large_print then
    keys[#keys + 1] = insert_text.unknown_key(patient)
  end
  return keys
end

function blocks.about_inserts(patient, clinic, where)
  local slots = { ["insert.chosen_by"] = { role = people.role(patient) } }
  return para {
    role = prose(patient), drop = where.drop, when_dropped = where.when_dropped,
    bold(words("heading.about_inserts")), " ",
    sentences.join(about_keys(patient, clinic), slots),
  }
end

-- Why the heel hurts, and that an insert is only a part of the answer. In large print the last of it: the
-- first to shrink where space is short (S18).
function blocks.background(patient)
  local is_whole = not patient.large_print
  return para { role = prose(patient), bold(words("heading.background")), " ", sentences.join {
    is_whole and "background.impact", is_whole and "background.heel_first",
    is_whole and "background.own_shock_absorbers", "background.aid", "else.whole_fitness" } }
end

-- Terms that stand on this handout.
local glossary_of_insert = {
  heel_lift = "glossary.heel_lift", heel_cup = "glossary.heel_cup", gel_pad = "glossary.heel_pad",
  foam_pad = "glossary.heel_pad", insole = "glossary.insole",
}

function blocks.glossary_keys(patient)
  local keys = { "glossary.three_types", "insert.cup_not_lift", glossary_of_insert[patient.insert_type] }
  if patient.insert_type == "heel_lift" and intake.has(patient.condition, "achilles_tendinopathy") then
    keys[#keys + 1] = "glossary.achilles_tendon"
  end
  return keys
end

return blocks
