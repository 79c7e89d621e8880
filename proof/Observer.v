(** Somebody at a label [l]: what of a state and of a step there is for them (semantics §4). *)

From Coq Require Import Bool List.
From Trapeze Require Import Labels Store Programs Semantics.
Import ListNotations.

Section Observer.
Context {F : Formulas} {K : Keys} {P : Policy} {C : Programs}.

Definition sees_activation (l : label) (a : activation) : bool := flows (current a) l.
Definition sees_event (l : label) (v : event) : bool := flows (event_label v) l.
Definition sees_output (l : label) (o : output) : bool := flows (output_label o) l.

(** Two states are l-equal when they agree on every facet, activation, event and answer whose label is ⊑ l. *)
Record l_equal (l : label) (s s' : state) : Prop := LEqual {
  equal_facets : same_view l (stored_in s) (stored_in s');
  equal_activations : filter (sees_activation l) (activations s) = filter (sees_activation l) (activations s');
  equal_events : filter (sees_event l) (events s) = filter (sees_event l) (events s');
  equal_answers : forall ch, channel_answers ch ⊑ l -> forall n, brings s ch n = brings s' ch n
}.

Lemma l_equal_refl : forall l s, l_equal l s s.
Proof. intros l s; constructor; try reflexivity; now intros k. Qed.

Lemma l_equal_sym : forall l s s', l_equal l s s' -> l_equal l s' s.
Proof. intros l s s' [H1 H2 H3 H4]; constructor; auto; [intros k; symmetry; apply H1 | intros ch Hc n; symmetry; now apply H4]. Qed.

Lemma l_equal_trans : forall l s s' s'', l_equal l s s' -> l_equal l s' s'' -> l_equal l s s''.
Proof.
  intros l s s' s'' [H1 H2 H3 H4] [J1 J2 J3 J4]; constructor; try (etransitivity; eassumption).
  - intros k; rewrite (H1 k); apply J1.
  - intros ch Hc n; rewrite (H4 ch Hc n); now apply J4.
Qed.

(** Who moved, as far as [l] sees it: which of the visible threads it was, nothing if it was a hidden one. *)
Definition seen_pick (l : label) (p : pick) : option pick :=
  match p with
  | AnEvent before v after =>
      if sees_event l v then Some (AnEvent (filter (sees_event l) before) v (filter (sees_event l) after)) else None
  | AnActivation before a after =>
      if sees_activation l a then Some (AnActivation (filter (sees_activation l) before) a (filter (sees_activation l) after)) else None
  end.

Definition seen_out (l : label) (e : effect) : list output := filter (sees_output l) (out e).

(** A release that reaches [l]. *)
Definition seen_release (l : label) (e : effect) : option release :=
  match released e with
  | Some r => if flows (declassifies_to (through r)) l then Some r else None
  | None => None
  end.

(** The state after a release and nothing else. *)
Definition released_into (r : release) (s : state) : state :=
  State (release_store r (stored_in s)) (activations s) (events s ++ release_events r) (brings s).

(** ** Lists *)

Lemma filter_split : forall A (p : A -> bool) x ys before after, filter p ys = before ++ x :: after ->
  exists before' after', ys = before' ++ x :: after' /\ filter p before' = before /\ filter p after' = after.
Proof.
  intros A p x; induction ys as [|y ys IH]; intros before after E; simpl in E; [now destruct before|].
  destruct (p y) eqn:Py.
  - destruct before as [|b bs]; simpl in E; injection E as -> E.
    + exists [], ys; auto.
    + destruct (IH bs after E) as (b' & a' & -> & Hb & Ha); exists (b :: b'), a'; simpl; rewrite Py, Hb; auto.
  - destruct (IH before after E) as (b' & a' & -> & Hb & Ha); exists (y :: b'), a'; simpl; rewrite Py; auto.
Qed.

Lemma filter_found : forall A (p : A -> bool) xs ys before x after,
  filter p xs = filter p ys -> xs = before ++ x :: after -> p x = true ->
  exists before' after', ys = before' ++ x :: after' /\ filter p before' = filter p before /\ filter p after' = filter p after.
Proof.
  intros A p xs ys before x after E -> Px; apply filter_split; rewrite <- E, filter_app; simpl; now rewrite Px.
Qed.

End Observer.
