(** What a policy says, what function code may ask for, and function code itself: semantics §2. *)

From Coq Require Import Bool List.
From Trapeze Require Import Labels Store.
Import ListNotations.

(** ** What a policy says *)

Class Policy {F : Formulas} := {
  function : Type;
  channel : Type;
  declassifier : Type;
  (* Who can learn what goes out on a channel, and the label of what it brings. *)
  channel_label : channel -> label;
  channel_answers : channel -> label;
  (* The clearance: whether an activation of this function that started there may rise to that label. *)
  permits : function -> label -> label -> bool;
  (* A declassifier's bounds: from which label, to which, in which function, who must vouch for what decides. *)
  declassifies_from : declassifier -> label;
  declassifies_to : declassifier -> label;
  declassifies_in : declassifier -> function -> bool;
  declassifies_for : declassifier -> formula
}.

(** A caller waits for a reply; its number only tells it from the others. *)
Definition caller := nat.

Section Instructions.
Context {F : Formulas} {K : Keys} {P : Policy}.

(** Where a declassifier may release into: a channel, a key of a table, an event. *)
Inductive sink := ToChannel (ch : channel) | ToTable (k : key) | ToEvent (f : function).

(** What function code asks for, and what it hears. *)
Inductive instruction :=
| DoRaiseLabel (to : label)
| DoReply (v : value)
| DoSend (ch : channel) (v : value)
| DoReceive (ch : channel) (n : nat)
| DoInvoke (f : function) (v : value) (to : label)
| DoDeclassify (d : declassifier) (v : value) (to : sink)
| DoGet (k : key)
| DoWrite (k : key) (v : value)
| DoDelete (k : key)
| DoList (range : key -> bool) (from : option key) (limit : nat)
| DoConditionalWrite (k : key) (test : list facet -> bool) (change : list facet -> stored)
| DoCompute
| DoFail.

Inductive result :=
| Allowed
| Refused
| Received (v : value)
| Got (v : option value)
| Listed (p : page)
| Changed (old : option value)
| Unchanged (old : option value).

End Instructions.

(** ** Function code: anything. [next] is what it asks for, nothing once it has returned; [resume] is how it goes on with what it hears.
    No instruction set is fixed: whatever is a function of what the code was started with and has heard since is a program. *)
Class Programs {F : Formulas} {K : Keys} {P : Policy} := {
  code : Type;
  next : code -> option instruction;
  resume : code -> result -> code;
  (* The code of a function, at the label and with the value of its event; none if the policy names no rule for it. *)
  program : function -> option (label -> value -> code);
  (* The trusted code of a declassifier, and the sinks that the policy names for it. *)
  declassified : declassifier -> value -> value;
  declassifies_into : declassifier -> sink -> bool
}.
