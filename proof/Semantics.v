(** The rules: semantics §2 and §3, a constructor a rule, with the names that the machine gives them. *)

From Coq Require Import Bool List.
From Trapeze Require Import Labels Store Programs.
Import ListNotations.

Section Semantics.
Context {F : Formulas} {K : Keys} {P : Policy} {C : Programs}.

(** ** States *)

(** The reply is a channel: to whom, and its label, fixed at start (semantics §2). *)
Inductive reply := NoReply | Open (c : caller) (at_ : label) | Closed.

Record activation := Activation {
  runs : function;
  started_at : label;
  current : label;
  replies : reply;
  rest : code
}.

Record event := Event {
  calls : function;
  carries : value;
  event_label : label;
  awaited : option (caller * label)
}.

(** Events that will arrive are pending from the beginning: which step takes one, and when, is open. [brings ch n] is the n-th thing that
    a channel brings. *)
Record state := State {
  stored_in : store;
  activations : list activation;
  events : list event;
  brings : channel -> nat -> value
}.

(** ** What can be observed *)

Inductive said := Says (v : value) | ConstantRefusal | ConstantFailure.

Inductive output :=
| OnChannel (ch : channel) (v : value)
| OnReply (c : caller) (at_ : label) (what : said).

Definition output_label (o : output) : label :=
  match o with OnChannel ch _ => channel_label ch | OnReply _ at_ _ => at_ end.

(** What passed a declassifier: by whom, through which, into what, and the value that came out of it. *)
Record release := Release {
  released_by : label;
  through : declassifier;
  into : sink;
  what : value
}.

(** ** What a step does: the new store, what is left of the thread that moved, new events, what goes out. *)

Record effect := Effect {
  new_store : store;
  goes_on : list activation;
  new_events : list event;
  out : list output;
  released : option release
}.

Definition resumed (a : activation) (r : result) : activation :=
  Activation (runs a) (started_at a) (current a) (replies a) (resume (rest a) r).

Definition quietly (s : store) (a : activation) (r : result) : effect := Effect s [resumed a r] [] [] None.

(** start: the policy names the function, and the label flows to the reply's; otherwise the event is dropped and nothing goes out. *)
Definition may_start (e : event) : bool :=
  match awaited e with None => true | Some (_, at_) => flows (event_label e) at_ end.

Definition start (s : store) (e : event) : effect :=
  match program (calls e) with
  | Some code_of =>
      if may_start e
      then Effect s [Activation (calls e) (event_label e) (event_label e)
                       (match awaited e with None => NoReply | Some (c, at_) => Open c at_ end)
                       (code_of (event_label e) (carries e))] [] [] None
      else Effect s [] [] [] None
  | None => Effect s [] [] [] None
  end.

(** raiseLabel(l'): one way, within the clearance. A reply that may not carry l' is refused before the label is there. *)
Definition refused_before (to : label) (r : reply) : list output :=
  match r with Open c at_ => if flows to at_ then [] else [OnReply c at_ ConstantRefusal] | _ => [] end.

Definition closed_before (to : label) (r : reply) : reply :=
  match r with Open c at_ => if flows to at_ then r else Closed | _ => r end.

Definition raise_label (s : store) (a : activation) (to : label) : effect :=
  if flows (current a) to && permits (runs a) (started_at a) to
  then Effect s [Activation (runs a) (started_at a) to (closed_before to (replies a)) (resume (rest a) Allowed)]
         [] (refused_before to (replies a)) None
  else quietly s a Refused.

(** reply(v): goes out if the reply is open, and closes it. *)
Definition reply_with (s : store) (a : activation) (v : value) : effect :=
  match replies a with
  | Open c at_ =>
      Effect s [Activation (runs a) (started_at a) (current a) Closed (resume (rest a) Allowed)] [] [OnReply c at_ (Says v)] None
  | _ => quietly s a Refused
  end.

(** send(ch, v): l ⊑ label(ch); otherwise nothing at all goes out. *)
Definition send (s : store) (a : activation) (ch : channel) (v : value) : effect :=
  if flows (current a) (channel_label ch)
  then Effect s [resumed a Allowed] [] [OnChannel ch v] None
  else quietly s a Refused.

(** receive(ch): what the channel brings may come in. *)
Definition receive (s : store) (brought : channel -> nat -> value) (a : activation) (ch : channel) (n : nat) : effect :=
  quietly s a (if flows (channel_answers ch) (current a) then Received (brought ch n) else Refused).

(** invoke(f, v, l'): l ⊑ l'; a new event, fire and forget. *)
Definition invoke (s : store) (a : activation) (f : function) (v : value) (to : label) : effect :=
  if flows (current a) to
  then Effect s [resumed a Allowed] [Event f v to None] [] None
  else quietly s a Refused.

(** declassify(d, v): within all of d's bounds, v passes d's code and goes on at d's target label. *)
Definition within_bounds (d : declassifier) (l : label) : bool :=
  flows l (declassifies_from d) && below (declassifies_for d) (integrity l).

Definition may_carry (d : declassifier) (k : sink) : bool :=
  match k with ToChannel ch => flows (declassifies_to d) (channel_label ch) | _ => true end.

Definition may_declassify (a : activation) (d : declassifier) (k : sink) : bool :=
  declassifies_in d (runs a) && declassifies_into d k && within_bounds d (current a) && may_carry d k.

(** What a release does: only its target label, its sink and its value matter. *)
Definition release_store (r : release) (s : store) : store :=
  match into r with ToTable k => write s k (what r) (declassifies_to (through r)) | _ => s end.
Definition release_events (r : release) : list event :=
  match into r with ToEvent f => [Event f (what r) (declassifies_to (through r)) None] | _ => [] end.
Definition release_out (r : release) : list output :=
  match into r with ToChannel ch => [OnChannel ch (what r)] | _ => [] end.

Definition declassify (s : store) (a : activation) (d : declassifier) (v : value) (k : sink) : effect :=
  if may_declassify a d k
  then let r := Release (current a) d k (declassified d v) in
       Effect (release_store r s) [resumed a Allowed] (release_events r) (release_out r) (Some r)
  else quietly s a Refused.

(** The store's operations act on the view at the current label (semantics §3). *)
Definition do_get (s : store) (a : activation) (k : key) : effect := quietly s a (Got (get s k (current a))).

Definition do_write (s : store) (a : activation) (k : key) (v : value) : effect := quietly (write s k v (current a)) a Allowed.

Definition do_delete (s : store) (a : activation) (k : key) : effect := quietly (delete s k (current a)) a Allowed.

Definition do_list (s : store) (a : activation) (range : key -> bool) (from : option key) (limit : nat) : effect :=
  quietly s a (Listed (list_page s range from limit (current a))).

(** A conditional write tests the view, writes what it makes of the view, and tells the visible old value. *)
Definition conditional_write (s : store) (a : activation) (k : key) (test : list facet -> bool) (change : list facet -> stored) : effect :=
  let v := view s k (current a) in
  if test v
  then quietly (put s k (change v) (current a)) a (Changed (newest v))
  else quietly s a (Unchanged (newest v)).

(** Computing shows nothing; one that never ends computes for ever. *)
Definition compute (s : store) (a : activation) : effect := quietly s a Allowed.

(** The activation is gone; an open reply becomes the constant failure. *)
Definition fail (s : store) (a : activation) : effect :=
  Effect s [] [] (match replies a with Open c at_ => [OnReply c at_ ConstantFailure] | _ => [] end) None.

(** ** Steps *)

(** What moves, with what stands before and after it. *)
Inductive pick :=
| AnEvent (before : list event) (e : event) (after : list event)
| AnActivation (before : list activation) (a : activation) (after : list activation).

Definition apply (s : state) (p : pick) (e : effect) : state :=
  match p with
  | AnEvent before _ after => State (new_store e) (activations s ++ goes_on e) (before ++ after ++ new_events e) (brings s)
  | AnActivation before _ after => State (new_store e) (before ++ goes_on e ++ after) (events s ++ new_events e) (brings s)
  end.

(** It is the turn of [a], which asks for [i]. Nothing says whose turn it is: every interleaving is a run. *)
Definition turn (s : state) (before : list activation) (a : activation) (after : list activation) (i : instruction) : Prop :=
  activations s = before ++ a :: after /\ next (rest a) = Some i.

(** [step s p e s']: in [s], [p] moves with effect [e], and then it is [s']. *)
Inductive step (s : state) : pick -> effect -> state -> Prop :=
| Start : forall before v after (e := start (stored_in s) v),
    events s = before ++ v :: after ->
    step s (AnEvent before v after) e (apply s (AnEvent before v after) e)
| RaiseLabel : forall before a after to (p := AnActivation before a after) (e := raise_label (stored_in s) a to),
    turn s before a after (DoRaiseLabel to) -> step s p e (apply s p e)
| Reply : forall before a after v (p := AnActivation before a after) (e := reply_with (stored_in s) a v),
    turn s before a after (DoReply v) -> step s p e (apply s p e)
| Send : forall before a after ch v (p := AnActivation before a after) (e := send (stored_in s) a ch v),
    turn s before a after (DoSend ch v) -> step s p e (apply s p e)
| Receive : forall before a after ch n (p := AnActivation before a after) (e := receive (stored_in s) (brings s) a ch n),
    turn s before a after (DoReceive ch n) -> step s p e (apply s p e)
| Invoke : forall before a after f v to (p := AnActivation before a after) (e := invoke (stored_in s) a f v to),
    turn s before a after (DoInvoke f v to) -> step s p e (apply s p e)
| Declassify : forall before a after d v k (p := AnActivation before a after) (e := declassify (stored_in s) a d v k),
    turn s before a after (DoDeclassify d v k) -> step s p e (apply s p e)
| Get : forall before a after k (p := AnActivation before a after) (e := do_get (stored_in s) a k),
    turn s before a after (DoGet k) -> step s p e (apply s p e)
| Write : forall before a after k v (p := AnActivation before a after) (e := do_write (stored_in s) a k v),
    turn s before a after (DoWrite k v) -> step s p e (apply s p e)
| Delete : forall before a after k (p := AnActivation before a after) (e := do_delete (stored_in s) a k),
    turn s before a after (DoDelete k) -> step s p e (apply s p e)
| List : forall before a after range from limit (p := AnActivation before a after) (e := do_list (stored_in s) a range from limit),
    turn s before a after (DoList range from limit) -> step s p e (apply s p e)
| ConditionalWrite : forall before a after k test change (p := AnActivation before a after)
    (e := conditional_write (stored_in s) a k test change),
    turn s before a after (DoConditionalWrite k test change) -> step s p e (apply s p e)
| Compute : forall before a after (p := AnActivation before a after) (e := compute (stored_in s) a),
    turn s before a after DoCompute -> step s p e (apply s p e)
| Fail : forall before a after (p := AnActivation before a after) (e := fail (stored_in s) a),
    turn s before a after DoFail -> step s p e (apply s p e).

(** A run is a sequence of steps, with who moved and what it did. *)
Definition trace := list (pick * effect).

Inductive run : state -> trace -> state -> Prop :=
| Stop : forall s, run s [] s
| Go : forall s p e s' t s'', step s p e s' -> run s' t s'' -> run s ((p, e) :: t) s''.

(** Invariant: while a reply is open, the activation's label flows to it. It holds when nothing runs yet, and every step keeps it. *)
Definition reply_carries (a : activation) : Prop :=
  match replies a with Open _ at_ => current a ⊑ at_ | _ => True end.

Definition sound (s : state) : Prop := forall a, In a (activations s) -> reply_carries a.

End Semantics.
